import type { Approved } from '../../shared/ledger/ledger.ts';
import type { Scope, Snapshots } from '../../shared/rules/scope.ts';

export const account = '111122223333';
const region = 'us-east-1';
const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const keyArn = `arn:aws:kms:${region}:${account}:key/${keyId}`;

/** The policy of the key that examples start from: it keeps to every rule. */
export const startingStatements: readonly object[] = [
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

export const document = (Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

const fullAccess = document([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
const endpointPolicy = document([
  {
    Effect: 'Allow',
    Principal: '*',
    Action: 'kms:*',
    Resource: `arn:aws:kms:*:${account}:key/*`,
    Condition: { StringEquals: { 'aws:PrincipalAccount': account } },
  },
]);

/** The things that examples start from: each keeps to every rule. */
export const startingThings: Snapshots = {
  key: {
    arn: keyArn,
    keyId,
    account,
    region,
    policy: document(startingStatements),
    state: 'Enabled',
    manager: 'CUSTOMER',
    spec: 'SYMMETRIC_DEFAULT',
    usage: 'ENCRYPT_DECRYPT',
    origin: 'AWS_KMS',
    multiRegion: 'no',
    rotation: { kind: 'enabled', periodInDays: 180 },
    createdAt: '2026-11-01T00:00:00.000Z',
    aliases: ['alias/payments'],
    tags: {},
  },
  alias: {
    arn: `arn:aws:kms:${region}:${account}:alias/payments`,
    account,
    region,
    name: 'alias/payments',
    target: keyArn,
  },
  'key-store': {
    arn: `arn:aws:kms:${region}:${account}:custom-key-store/cks-1234567890abcdef0`,
    account,
    region,
    id: 'cks-1234567890abcdef0',
    name: 'cluster',
    connection: 'CONNECTED',
  },
  trail: {
    arn: `arn:aws:cloudtrail:${region}:${account}:trail/audit`,
    account,
    region,
    name: 'audit',
    state: 'logging',
    multiRegion: true,
    selectors: {
      kind: 'basic',
      selectors: [{ readWrite: 'All', management: true, excludedSources: [] }],
    },
    others: [],
    unread: [],
  },
  'vpc-endpoint': {
    arn: `arn:aws:ec2:${region}:${account}:vpc-endpoint/vpce-1a2b3c4d5e6f70819`,
    account,
    region,
    id: 'vpce-1a2b3c4d5e6f70819',
    vpc: 'vpc-1a2b3c4d',
    service: `com.amazonaws.${region}.kms`,
    policy: endpointPolicy,
    securityGroups: [
      {
        id: 'sg-1a2b3c4d',
        name: 'kms',
        ingress: [{ source: '10.0.0.0/16', protocol: 'tcp', ports: { from: 443, to: 443 } }],
      },
    ],
  },
  account: {
    arn: `arn:aws:iam::${account}:root`,
    account,
    region,
    management: false,
    levels: ['r-ab12', 'ou-ab12-12345678', account].map((target) => ({
      target,
      policies: [{ id: 'p-FullAWSAccess', name: 'FullAWSAccess', text: fullAccess }],
    })),
  },
  principal: {
    arn: `arn:aws:iam::${account}:role/KeyUser`,
    account,
    region,
    count: 1,
    withinMinutes: 10,
    operations: ['Decrypt'],
  },
};

/** What is approved of the things that examples start from. */
export const startingBaselines: Approved = {
  key: {
    policy: document(startingStatements),
    state: 'Enabled',
    rotation: { kind: 'enabled', periodInDays: 180 },
    aliases: ['alias/payments'],
    tags: {},
  },
  alias: { target: keyArn },
  'key-store': { connected: true },
  trail: {},
  'vpc-endpoint': { policy: endpointPolicy },
  account: {},
  principal: {},
};

/** Where examples leave it out, a rule is about keys. */
export const scopeOf = ({ scope }: { readonly scope?: Scope }): Scope => scope ?? 'key';
