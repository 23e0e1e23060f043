import type { Severity } from '../../rules/rule.ts';
import type { Scope } from '../../rules/scope.ts';
import { causeOf } from '../cause.ts';
import type { Notice } from '../channel.ts';
import { clip, first, type Room, said } from '../clip.ts';
import { bounded, incidentIdOf, summaryIdOf } from '../incident-id.ts';
import { instant, millis } from '../instant.ts';
import type { Message } from '../message/message.ts';
import { allPutRight, allSettled } from '../message/put-right.ts';
import { findingTypes } from '../security-hub/finding-types.ts';
import type { Summary } from '../summary.ts';
import type { DetectionFinding, OcsfAccount, OcsfEvidence } from './ocsf-event.ts';

/**
 * A notice as an OCSF Detection Finding, as far as there is room.
 *
 * @param createdAt when it was first told, ISO 8601; absent the first time. A finding is created once, then brought up to
 * date, and closed where nothing of it is left.
 */
export function detectionFinding(notice: Notice, room: Room, createdAt?: string): DetectionFinding {
  const own = notice.kind === 'change' ? ofChange(notice, room) : ofSummary(notice, room);
  const { right, info, metadata, time, ...rest } = own;
  const activity = createdAt === undefined ? activities.create : right ? activities.close : activities.update;
  const created =
    createdAt === undefined ? rest.start_time : millis(createdAt, instant(metadata.original_time));
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    ...activity,
    type_uid: 2004 * 100 + activity.activity_id,
    type_name: `Detection Finding: ${activity.activity_name}`,
    ...severities[notice.severity],
    ...(right ? { status_id: 4, status: 'Resolved' } : { status_id: 1, status: 'New' }),
    is_alert: activity !== activities.close,
    time,
    message: said(notice.headline, room.text),
    metadata: {
      version: '1.6.0',
      product: { name: 'KMS Guardian', uid: 'kms-guardian', vendor_name: 'KMS Guardian' },
      profiles: ['cloud'],
      ...metadata,
    },
    finding_info: {
      uid: metadata.correlation_uid,
      title: said(notice.headline, room.text),
      created_time: created,
      first_seen_time: created,
      last_seen_time: rest.end_time,
      modified_time: time,
      ...info,
    },
    ...rest,
  };
}

const activities = {
  create: { activity_id: 1, activity_name: 'Create' },
  update: { activity_id: 2, activity_name: 'Update' },
  close: { activity_id: 3, activity_name: 'Close' },
} as const;

const severities = {
  critical: { severity_id: 5, severity: 'Critical' },
  high: { severity_id: 4, severity: 'High' },
  medium: { severity_id: 3, severity: 'Medium' },
  low: { severity_id: 2, severity: 'Low' },
} as const satisfies Record<Severity, object>;

/** What AWS calls each kind of thing. */
const resourceTypes: Readonly<Record<Scope, string>> = {
  key: 'AWS::KMS::Key',
  alias: 'AWS::KMS::Alias',
  'key-store': 'AWS::KMS::CustomKeyStore',
  trail: 'AWS::CloudTrail::Trail',
  'vpc-endpoint': 'AWS::EC2::VPCEndpoint',
  account: 'AWS::Organizations::Account',
  principal: 'AWS::IAM::Principal',
};

/** What differs between the two kinds of notice. */
type Own = Pick<
  DetectionFinding,
  'time' | 'start_time' | 'end_time' | 'cloud' | 'resources' | 'evidences' | 'unmapped'
> & {
  readonly count?: number;
  readonly status_detail?: string;
  readonly remediation?: NonNullable<DetectionFinding['remediation']>;
  readonly right: boolean;
  readonly info: Pick<DetectionFinding['finding_info'], 'desc' | 'types'> &
    Partial<Pick<DetectionFinding['finding_info'], 'analytic' | 'src_url'>>;
  readonly metadata: Pick<
    DetectionFinding['metadata'],
    'uid' | 'correlation_uid' | 'event_code' | 'original_time'
  >;
};

function ofChange(message: Message, room: Room): Own {
  const { decision, about, now, links, done } = message;
  const { change, arn, changeId, decidedAt, scope, outcome, keyClass, team, latencyMs } = decision;
  const at = millis(change.at, decidedAt);
  const text = (value: string) => said(value, room.text);
  const worst =
    decision.findings.find(({ severity }) => severity === message.severity) ?? decision.findings[0];
  const urls = links.map(({ url }) => url).filter(({ length }) => length <= room.text);
  const event = urls.find((url) => url.includes('/cloudtrailv2/'));
  return {
    time: millis(decidedAt, change.at),
    start_time: at,
    end_time: at,
    right: allPutRight(decision),
    status_detail: text([outcome, ...done].join('. ')),
    cloud: { provider: 'AWS', region: text(about.region), account: accountOf(about.account) },
    info: {
      desc: text(`${message.changed} By ${message.by}.`),
      types: findingTypes(decision),
      ...(event === undefined ? {} : { src_url: event }),
      ...(worst === undefined
        ? {}
        : { analytic: { uid: text(worst.rule), name: text(worst.rule), type_id: 1, type: 'Rule' } }),
    },
    metadata: {
      uid: bounded(`${arn}/${changeId}`),
      correlation_uid: incidentIdOf(decision),
      event_code: change.operation,
      original_time: clip(change.at, 64),
    },
    resources: [
      {
        uid: bounded(arn),
        name: text(about.name),
        type: resourceTypes[scope],
        region: text(about.region),
        labels: [`class:${clip(keyClass, 256)}`, ...(team === undefined ? [] : [`team:${clip(team, 256)}`])],
      },
    ],
    evidences: [callOf(message, text), ...first(decision.findings, room).map(evidenceOf(text, room))],
    ...(now.length === 0 ? {} : { remediation: { desc: text(now.join(' ')), ...referencesTo(urls) } }),
    unmapped: {
      cause: text(causeOf(decision)),
      change_id: text(changeId),
      outcome,
      latency_ms: latencyMs,
      access: first(message.access, room).map((line) => ({ kind: line.kind, text: text(line.text) })),
      exposed: first(message.exposed, room).map(text),
      commands: first(message.commands, room).filter(({ length }) => length <= room.text),
    },
  };
}

function callOf({ decision: { change }, by }: Message, text: (value: string) => string): OcsfEvidence {
  const { arn, account } = change.actor;
  return {
    actor: {
      user: {
        name: text(by),
        ...(arn === undefined ? {} : { uid: text(arn) }),
        ...(account === undefined ? {} : { account: accountOf(account) }),
      },
    },
    api: {
      operation: change.operation,
      service: { name: `${change.service}.amazonaws.com` },
      request: { uid: text(change.id) },
    },
  };
}

const evidenceOf =
  (text: (value: string) => string, room: Room) =>
  ({ rule, severity, message, evidence, fix }: Message['decision']['findings'][number]): OcsfEvidence => ({
    data: {
      rule: text(rule),
      severity,
      message: text(message),
      evidence: first(evidence, room).map(text),
      fix: text(fix),
    },
  });

const referencesTo = (urls: readonly string[]) => (urls.length === 0 ? {} : { references: urls });

const accountOf = (account: string): OcsfAccount => ({
  uid: said(account, 64),
  type_id: 10,
  type: 'AWS Account',
});

function ofSummary(summary: Summary, room: Room): Own {
  const { kind, count, since, until, account, region, outcomes, more } = summary;
  const lines = first(summary.all ?? summary.worst, room);
  const text = (value: string) => said(value, room.text);
  const [start, end] = [millis(since, until), millis(until, since)];
  return {
    time: end,
    start_time: start,
    end_time: end,
    count,
    right: allSettled(summary),
    cloud: {
      provider: 'AWS',
      ...(region === undefined ? {} : { region: text(region) }),
      ...(account === undefined ? {} : { account: accountOf(account) }),
    },
    info: { desc: text(`${count} changes. ${more}`), types: [`KMS Guardian/${kind}`] },
    metadata: {
      uid: bounded(`${summaryIdOf(summary)}/${until}`),
      correlation_uid: summaryIdOf(summary),
      event_code: kind,
      original_time: clip(until, 64),
    },
    resources: [...new Set(lines.map(({ arn }) => bounded(arn)))].map((uid) => ({ uid })),
    evidences: lines.map(({ headline, severity, outcome, arn, changeId, at }) => ({
      data: {
        headline: text(headline),
        severity,
        outcome,
        arn: text(arn),
        change_id: text(changeId),
        at: instant(at, until),
      },
    })),
    remediation: { desc: text(more) },
    unmapped: { outcomes },
  };
}
