import type { Change, ChangeOf } from '../../shared/events/change.ts';
import type { Operation } from '../../shared/events/operations.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import type { Baseline } from '../../shared/ledger/ledger.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import { compileStandard } from '../../shared/standard/compile.ts';
import type { Governance } from '../../shared/standard/standard.ts';

export const account = '111122223333';
export const arn = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;

export const statement = (
  Sid: string,
  AWS: string,
  Action: string | readonly string[],
  more: object = {},
) => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...more,
});

export const policy = (...Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

export const approvedStatements = [
  statement('Root', `arn:aws:iam::${account}:root`, 'kms:*', {
    Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
  }),
  statement('Users', role('KeyUser'), ['kms:Encrypt', 'kms:Decrypt']),
  statement(
    'Guardian',
    `arn:aws:iam::${account}:root`,
    [
      'kms:DescribeKey',
      'kms:Get*',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:CancelKeyDeletion',
      'kms:Enable*',
    ],
    { Condition: { ArnLike: { 'aws:PrincipalArn': role('kms-guardian/*') } } },
  ),
];
export const approvedPolicy = policy(...approvedStatements);

export const snapshot = (over: Partial<KeySnapshot> = {}): KeySnapshot => ({
  arn,
  keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
  account,
  region: 'us-east-1',
  policy: approvedPolicy,
  state: 'Enabled',
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: 'no',
  rotation: { kind: 'enabled', periodInDays: 180 },
  aliases: ['alias/payments'],
  tags: {},
  ...over,
});

export const baseline = (over: Partial<Baseline> = {}): Baseline => ({
  arn,
  version: 1,
  policy: approvedPolicy,
  state: 'Enabled',
  rotation: { kind: 'enabled', periodInDays: 180 },
  adoptedAt: '2026-11-01T00:00:00Z',
  changeId: 'creation',
  by: { kind: 'role', arn: role('Deploy') },
  why: 'the key was created, and complies',
  ...over,
});

export const governance = (over: Partial<Governance> = {}): Governance => ({
  ...compileStandard({
    version: 1,
    roles: {
      administrators: ['role/KeyAdministrator'],
      owners: ['role/KeyOwner'],
      users: ['role/KeyUser'],
      pipelines: ['role/Deploy'],
    },
    defaults: { mode: 'remediate' },
  }).defaults,
  ...over,
});

/** A change by a role of the account, unless `by` is another ARN. */
export function change<O extends Operation>(
  operation: O,
  details: ChangeOf<O>['details'],
  by = role('KeyOwner'),
): Change {
  return {
    id: 'c217db1f-903f-4a2f-8f88-9580182d6313',
    service: 'kms',
    actor: { kind: by.endsWith(':root') ? 'root' : 'role', arn: by, account },
    at: '2026-11-02T10:00:00Z',
    account,
    region: 'us-east-1',
    key: { arn, keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', account, region: 'us-east-1' },
    operation,
    details,
  } as Change;
}

export const putPolicy = (text: string, by?: string) =>
  change('PutKeyPolicy', { policy: text, bypassedLockoutCheck: false }, by);

export const subject = (over: Partial<Subject> = {}): Subject => ({
  snapshot: snapshot(),
  baseline: baseline(),
  governance: governance(),
  ...over,
});
