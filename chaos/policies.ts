import { document, governedPolicy, type StatementJson } from '../cli/demo/key-policy.ts';
import { account, cast } from './standard.ts';

const governed: readonly StatementJson[] = [
  ...governedPolicy(account),
  {
    Sid: 'ResponderSetsThePolicy',
    Effect: 'Allow',
    Principal: { AWS: cast.responder },
    Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
    Resource: '*',
  },
];

const withUse = (...actions: readonly string[]): readonly StatementJson[] =>
  governed.map((each) => (each.Sid === 'UsersUse' ? { ...each, Action: actions } : each));

const without = (sid: string) => governed.filter(({ Sid }) => Sid !== sid);

const allow = (Sid: string, AWS: string, Action: readonly string[]): StatementJson => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
});

/** Policies that keep to the standard; some give more than others, and two mean the same. */
export const compliant: Readonly<Record<string, string>> = {
  governed: document(governed),
  respelled: document([...governed].reverse()),
  'with-re-encrypt': document(
    withUse('kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:ReEncryptFrom'),
  ),
  'with-pairs': document(withUse('kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKeyPair', 'kms:DescribeKey')),
  'decrypt-only': document(withUse('kms:Decrypt', 'kms:DescribeKey')),
};

/** Policies that break it. After the last one the guardian can neither look nor put it right. */
export const broken: Readonly<Record<string, string>> = {
  'open-to-stranger': document([
    ...governed,
    allow('Open', 'arn:aws:iam::444455556666:root', ['kms:Decrypt']),
  ]),
  'open-to-all': document([...governed, allow('Everyone', '*', ['kms:Decrypt'])]),
  'self-grant': document([...governed, allow('Mine', cast.owner, ['kms:Decrypt', 'kms:CreateGrant'])]),
  'full-access': document([...governed, allow('All', cast.pipeline, ['kms:*'])]),
  'shuts-out': document(without('GuardianPutsRight')),
};

const names = new Map(
  [...Object.entries(compliant), ...Object.entries(broken)].map(([name, policy]) => [policy, name]),
);

/** What a trace calls a policy. */
export const policyName = (policy: string): string =>
  names.get(policy) ?? `a policy of ${policy.length} characters`;
