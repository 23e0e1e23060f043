import { basename } from 'node:path';
import { partitionOf } from '../../shared/events/partition.ts';
import { parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import { DESTROY } from '../../shared/render/service-control-policy.ts';
import { parseControlPolicy } from '../../shared/rules/control-policy.ts';
import { deletionScp } from '../../shared/rules/deletion-scp.ts';
import { judgeAs } from '../../shared/rules/judge.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { vpcEndpointPolicy } from '../../shared/rules/vpc-endpoint-policy.ts';
import { classOf } from '../../shared/standard/match.ts';
import { wholeAccount } from '../../shared/standard/whole-account.ts';
import { type PolicyText, stepsOf } from './candidate.ts';
import type { Court, Verdict } from './judge-candidate.ts';
import { locate, place } from './located-findings.ts';

/** What else than a key policy a file can be judged as. */
export const otherKinds = ['scp', 'vpc-endpoint-policy'] as const;
export type OtherKind = (typeof otherKinds)[number];

/** Judges a file that is a service control policy, or the policy of a VPC endpoint of KMS. */
export function checkDocument(file: string, kind: OtherKind, policy: PolicyText, court: Court): Verdict {
  try {
    const findings = judges[kind](policy.text, court, file === '-' ? 'this policy' : basename(file));
    return {
      judged: true,
      findings: findings.map((finding) => locate(finding, { file }, { policy, line: 1, gaps: [] })),
      unjudged: [],
      notes: [],
    };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { path = '$', message, hint } = error;
    const where = { file, path, ...place(policy.line(stepsOf(path))) };
    return {
      judged: false,
      findings: [],
      unjudged: [{ ...where, message: `${message}. ${hint}` }],
      notes: [],
    };
  }
}

const judges = { scp: judgeScp, 'vpc-endpoint-policy': judgeEndpoint } satisfies Record<OtherKind, unknown>;

const fullAccess = {
  id: 'p-FullAWSAccess',
  name: 'FullAWSAccess',
  text: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
};

/** As attached to the account, beside FullAWSAccess; at the levels above, where only that is, nothing is taken away. */
function judgeScp(text: string, court: Court, name: string): readonly Finding[] {
  const { account, region, standard } = court;
  const parsed = parseControlPolicy(text, account);
  const asked = wholeAccount(standard);
  const findings = judgeAs('account', [deletionScp], {
    snapshot: {
      arn: `arn:${partitionOf(region)}:iam::${account}:root`,
      account,
      region,
      management: false,
      levels: [{ target: account, policies: [fullAccess, { id: 'p-checked', name, text }] }],
    },
    governance: { ...asked, perimeter: { ...asked.perimeter, deletionAccounts: [account] } },
  });
  return findings.map((finding) => ({ ...finding, statements: aboutDestroying(parsed) }));
}

const aboutDestroying = ({ statements }: Policy): readonly number[] =>
  statements.flatMap(({ actions, index }) => (DESTROY.some((action) => actions.has(action)) ? index : []));

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
const MAX_BYTES = 3 * 20_480;

function judgeEndpoint(text: string, court: Court): readonly Finding[] {
  const { account, region, standard } = court;
  parsePolicyWithNotes(text, { account, maxBytes: MAX_BYTES });
  const { governance } = classOf(standard, { account, region, tags: {}, aliases: [] });
  const id = 'vpce-00000000';
  return judgeAs('vpc-endpoint', [vpcEndpointPolicy], {
    snapshot: {
      arn: `arn:${partitionOf(region)}:ec2:${region}:${account}:vpc-endpoint/${id}`,
      account,
      region,
      id,
      vpc: '',
      service: `com.amazonaws.${region}.kms`,
      policy: text,
      securityGroups: [],
    },
    governance: { ...governance, perimeter: { ...governance.perimeter, endpointPolicy: 'restricted' } },
  });
}
