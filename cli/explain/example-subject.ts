import type { Actor } from '../../shared/events/actor.ts';
import type { Change } from '../../shared/events/change.ts';
import { isOperation, readDetails } from '../../shared/events/operations.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { Example, Subject } from '../../shared/rules/rule.ts';
import { loadStandard } from '../../shared/standard/load.ts';
import type { Governance } from '../../shared/standard/standard.ts';

const account = '111122223333';
const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const arn = `arn:aws:kms:us-east-1:${account}:key/${keyId}`;

/** The policy of the key that examples start from: it keeps to every rule. */
const startingStatements: readonly object[] = [
  {
    Sid: 'Root',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
  },
  {
    Sid: 'Users',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:role/KeyUser` },
    Action: ['kms:Encrypt', 'kms:Decrypt'],
    Resource: '*',
  },
  {
    Sid: 'Guardian',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: [
      'kms:DescribeKey',
      'kms:GetKeyPolicy',
      'kms:GetKeyRotationStatus',
      'kms:ListResourceTags',
      'kms:PutKeyPolicy',
      'kms:CancelKeyDeletion',
      'kms:EnableKey',
      'kms:EnableKeyRotation',
    ],
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/kms-guardian/*` } },
  },
];

/** An example of a rule names an operation that changes no key. */
export class BadExample extends Error {
  readonly code = 'BAD_EXAMPLE';
  constructor(name: string, operation: string) {
    super(
      `The example "${name}" has the operation ${operation}, which is none of shared/events/operations.ts.`,
    );
    this.name = 'BadExample';
  }
}

/** What a rule looks at in an example: a key that keeps to every rule, but for what the example says. */
export function exampleSubject(example: Example): Subject {
  const { statements = startingStatements, approved = startingStatements } = example;
  const snapshot: KeySnapshot = {
    arn,
    keyId,
    account,
    region: 'us-east-1',
    policy: document(statements),
    state: 'Enabled',
    manager: 'CUSTOMER',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    multiRegion: 'no',
    rotation: { kind: 'enabled', periodInDays: 180 },
    aliases: ['alias/payments'],
    tags: {},
    ...example.snapshot,
  };
  return {
    snapshot,
    baseline: {
      keyArn: snapshot.arn,
      version: 1,
      policy: document(approved),
      state: 'Enabled',
      rotation: { kind: 'enabled', periodInDays: 180 },
      adoptedAt: '2026-11-01T00:00:00Z',
      changeId: 'creation',
      by: actor('role/Deploy'),
      why: 'the key was created, and complies',
    },
    ...(example.change === undefined ? {} : { change: changeOf(example, example.change, snapshot) }),
    governance: governanceOf(example.standard),
  };
}

const document = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

const roles = `version: 1
roles:
  administrators: [role/KeyAdministrator]
  owners: [role/KeyOwner]
  users: [role/KeyUser]
  pipelines: [role/Deploy]
`;

function governanceOf(standard: string | undefined): Governance {
  const defaults = standard === undefined ? '' : `defaults:\n${standard.replace(/^/gm, '  ')}\n`;
  const ruleIds = allRules.map(({ id }) => id);
  return loadStandard(roles + defaults, 'the standard of an example', { ruleIds }).defaults;
}

function changeOf(
  { name }: Example,
  { operation, by, details = {} }: NonNullable<Example['change']>,
  { account, region, policy, ...key }: KeySnapshot,
): Change {
  if (!isOperation(operation)) throw new BadExample(name, operation);
  const writesPolicy = ['PutKeyPolicy', 'CreateKey', 'ReplicateKey'].includes(operation);
  return {
    id: 'c217db1f-903f-4a2f-8f88-9580182d6313',
    actor: actor(by),
    at: '2026-11-02T10:00:00Z',
    account,
    region,
    key: { arn: key.arn, keyId: key.keyId, account, region },
    operation,
    details: { ...readDetails(operation, {}, {}), ...(writesPolicy ? { policy } : {}), ...details },
    // The operation and its details belong together, which TypeScript cannot see of a variable.
  } as Change;
}

/** `role/NAME`, `user/NAME` or `root` of the key's account, a full ARN, or an AWS service. */
function actor(by: string): Actor {
  if (by.endsWith('.amazonaws.com')) return { kind: 'service', service: by };
  const full = by.startsWith('arn:') ? by : `arn:aws:iam::${account}:${by}`;
  const [, owner = account, kind] = /^arn:[^:]+:iam::(\d{12}):(root|user|role)\b/.exec(full) ?? [];
  return { kind: kind === 'root' || kind === 'user' ? kind : 'role', arn: full, account: owner };
}
