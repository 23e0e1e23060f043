import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { Severity } from '../../rules/rule.ts';
import { causeOf } from '../cause.ts';
import type { Notice } from '../channel.ts';
import { said } from '../clip.ts';
import { bounded, incidentIdOf, summaryIdOf } from '../incident-id.ts';
import { instant } from '../instant.ts';
import type { Message } from '../message/message.ts';
import { allPutRight, allSettled } from '../message/put-right.ts';
import type { Summary } from '../summary.ts';
import { asffResource, resourceAt } from './asff-resource.ts';
import { findingTypes } from './finding-types.ts';

/** Where findings are imported: the guardian's own account and Region, which are those that the call is made from. */
export type SecurityHubHome = {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
};

/** What is longer is refused, in characters. */
const longest = { title: 256, description: 1024, remediation: 512, field: 2048 } as const;

const labels = { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW' } as const satisfies Record<
  Severity,
  string
>;

/**
 * A notice as a finding of Security Hub. One thing and cause is one finding, however often it is told: a later import brings
 * it up to date. What was put right is archived besides being resolved, because imports cannot change the workflow of a
 * finding that is there, and Security Hub itself sets it back to NEW when a finding becomes active or fails again.
 *
 * @param createdAt when it was first told, ISO 8601; absent the first time
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Workflow.html
 */
export function asffFinding(notice: Notice, home: SecurityHubHome, createdAt?: string): AwsSecurityFinding {
  const { partition, region, account } = home;
  const { types, right, observed, ...own } = notice.kind === 'change' ? ofChange(notice) : ofSummary(notice);
  const severity = { Label: labels[notice.severity], Original: notice.severity };
  const first = createdAt === undefined ? observed.first : instant(createdAt, observed.first);
  return {
    SchemaVersion: '2018-10-08',
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'KMS Guardian',
    CompanyName: 'KMS Guardian',
    Region: region,
    AwsAccountId: account,
    Types: types,
    // What Security Hub takes when a finding is brought up to date; the two above, when it is new.
    FindingProviderFields: { Severity: severity, Types: types },
    Severity: severity,
    Title: said(notice.headline, longest.title),
    FirstObservedAt: first,
    CreatedAt: first,
    LastObservedAt: observed.last,
    Workflow: { Status: right ? 'RESOLVED' : 'NEW' },
    RecordState: right ? 'ARCHIVED' : 'ACTIVE',
    Compliance: { Status: right ? 'PASSED' : 'FAILED' },
    ...own,
  };
}

type Own = {
  readonly types: string[];
  readonly right: boolean;
  readonly observed: { readonly first: string; readonly last: string };
} & Pick<AwsSecurityFinding, 'Remediation' | 'SourceUrl' | 'ProductFields'> &
  Required<Pick<AwsSecurityFinding, 'Id' | 'GeneratorId' | 'Description' | 'Resources' | 'UpdatedAt'>>;

function ofChange(message: Message): Own {
  const { decision, changed, by, access, broke, now, links } = message;
  const { change, changeId, decidedAt } = decision;
  const at = instant(change.at, decidedAt);
  const event = links.find(({ url }) => url.includes('/cloudtrailv2/'))?.url;
  const page = links.find(({ label }) => label.startsWith('Rule '))?.url;
  const given = access.map(({ kind, text }) => `${kind}: ${text}.`);
  const what = [
    `${changed} By ${by}.`,
    ...given,
    ...broke.map(({ rule, message }) => `${rule}: ${message}`),
  ].join(' ');
  return {
    Id: incidentIdOf(decision),
    GeneratorId: bounded(`kms-guardian/${causeOf(decision)}`),
    Description: said(what, longest.description),
    UpdatedAt: instant(decidedAt, change.at),
    types: findingTypes(decision),
    right: allPutRight(decision),
    observed: { first: at, last: at },
    Resources: [asffResource(message)],
    ...(now.length === 0
      ? {}
      : {
          Remediation: {
            Recommendation: {
              Text: said(now.join(' '), longest.remediation),
              ...(page === undefined ? {} : { Url: page }),
            },
          },
        }),
    ...(event === undefined ? {} : { SourceUrl: event }),
    ProductFields: fields({
      cause: causeOf(decision),
      changeId,
      operation: change.operation,
      outcome: decision.outcome,
      by,
      actor: change.actor.arn,
      class: decision.keyClass,
      team: decision.team,
      done: message.done.join(' '),
      exposed: message.exposed.join(' '),
    }),
  };
}

/** Many things in one finding: as many as it may have, the worst first. */
function ofSummary(summary: Summary): Own {
  const { kind, headline, count, since, until, worst, more, outcomes } = summary;
  const arns = [...new Set((summary.all ?? worst).map(({ arn }) => arn))];
  return {
    Id: summaryIdOf(summary),
    GeneratorId: `kms-guardian/${kind}`,
    Description: said([headline, ...worst.map((line) => line.headline)].join('. '), longest.description),
    UpdatedAt: instant(until, since),
    types: [
      'Software and Configuration Checks/AWS Security Best Practices',
      ...(kind === 'mass' ? ['Unusual Behaviors'] : []),
    ],
    right: allSettled(summary),
    observed: { first: instant(since, until), last: instant(until, since) },
    Resources:
      arns.length === 0 ? [{ Type: 'Other', Id: summaryIdOf(summary) }] : arns.slice(0, 32).map(resourceAt),
    Remediation: { Recommendation: { Text: said(more, longest.remediation) } },
    ProductFields: fields({
      count: String(count),
      account: summary.account,
      region: summary.region,
      ...Object.fromEntries(
        Object.entries(outcomes).map(([outcome, number]) => [`outcome-${outcome}`, String(number)]),
      ),
    }),
  };
}

/** Fields are named after us; what is not known, or empty, is left out. */
function fields(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[`kms-guardian/${name}`, said(value, longest.field)]],
    ),
  );
}
