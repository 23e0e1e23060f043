import { KEY, OWN } from './draft.ts';

/**
 * What random policies name. The alphabets are small and overlap, so that statements meet: what is not named in them
 * still matters, and requests use it (see request.ts).
 */
export const FOREIGN = '444455556666';

const iam = (account: string, name: string) => `arn:aws:iam::${account}:${name}`;
const sts = (account: string, name: string) => `arn:aws:sts::${account}:${name}`;

export const PRINCIPALS: readonly string[] = [
  ...['*', '*', '*', '*', OWN, OWN, iam(OWN, 'root')],
  ...['role/ab', 'role/ab', 'role/a', 'role/x/ab', 'role/x/y/b', 'user/a', 'user/x/ab'].map((name) =>
    iam(OWN, name),
  ),
  ...['assumed-role/ab/s1', 'assumed-role/ab/s2', 'assumed-role/b/s1', 'federated-user/a'].map((name) =>
    sts(OWN, name),
  ),
  ...[FOREIGN, iam(FOREIGN, 'root'), iam(FOREIGN, 'role/ab'), iam(FOREIGN, 'user/a')],
  sts(FOREIGN, 'assumed-role/ab/s1'),
  ...['s3.amazonaws.com', 'ec2.amazonaws.com'],
  'AROAEXAMPLEID12345678',
];

/** A principal that has been deleted: it covers nobody. */
export const DELETED = 'AIDAEXAMPLEID12345678';

export const ACTIONS: readonly string[] = [
  ...['kms:*', 'kms:*', '*', 'KMS:*', 'kms:Decrypt', 'kms:Decrypt', 'kms:decrypt', 'Kms:DECRYPT'],
  ...['kms:Encrypt', 'kms:*crypt', 'kms:?ncrypt', 'kms:De*', 'kms:GenerateDataKey', 'kms:generatedatakey*'],
  ...['kms:CreateGrant', 'kms:CreateGrant', 'kms:*Grant', 'kms:*grants', 'kms:ListGrants', 'kms:ReEncrypt*'],
  ...['kms:PutKeyPolicy', 'kms:Put*', 'kms:DescribeKey', 'kms:SynchronizeMultiRegionKey'],
  // No key policy can grant these: one is not on a key, one is not published, one is another service's.
  ...['kms:CreateKey', 'kms:NoSuchAction', 's3:GetObject'],
];

export const OTHER_KEY = `arn:aws:kms:us-east-1:${OWN}:key/0987dcba-09fe-87dc-65ba-ab0987654321`;

export const RESOURCES: readonly string[] = [
  ...['*', '*', '*', KEY, KEY, OTHER_KEY, `arn:aws:kms:us-east-1:${OWN}:key/*`],
  ...[
    `arn:aws:kms:*:${OWN}:key/1234????-*`,
    `arn:aws:kms:us-east-1:${FOREIGN}:key/*`,
    `${KEY.slice(0, -1)}?`,
  ],
];

export const OPERATORS = {
  string: ['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
  ignoringCase: ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  numeric: ['', 'Not'].map((not) => `Numeric${not}Equals`).concat(orders('Numeric')),
  date: ['', 'Not'].map((not) => `Date${not}Equals`).concat(orders('Date')),
  ip: ['IpAddress', 'NotIpAddress'],
  bool: ['Bool'],
  binary: ['BinaryEquals'],
} as const satisfies Record<string, readonly string[]>;

function orders(type: string): readonly string[] {
  return ['LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((order) => type + order);
}

export type Family = keyof typeof OPERATORS;

/** A policy variable, as it is written. */
export const variable = (name: string) => `\${${name}}`;

/** In version 2012-10-17 the last holds the character itself, in 2008-10-17 four characters. */
export const STRINGS: readonly string[] = [
  ...['a', 'a', 'ab', 'ab', 'aab', 'a*', '*b', 'a?b', 'A', '*', 'b'],
  `a${variable('*')}`,
];

/** Values with policy variables; where they stand, the comparison may answer unknown. */
export const VARIABLES: readonly string[] = [
  ...['aws:username', 'aws:PrincipalTag/team', "aws:SourceVpce, 'a'", 'no:such'].map(variable),
  ...[`a${variable('aws:username')}`, `${variable('aws:PrincipalTag/TEAM')}*`],
  ...[variable('kms:EncryptionContextKeys'), variable('aws:username').slice(0, -1)],
];

export const ARNS: readonly string[] = [
  ...['role/ab', 'role/a', 'role/a*', 'role/*b', 'role/a?b', 'role/*', 'role/x/*', 'role/x/ab'].map((name) =>
    iam(OWN, name),
  ),
  ...['user/a', 'user/*', 'root', '*'].map((name) => iam(OWN, name)),
  ...[
    iam('*', 'role/ab'),
    iam('*', 'root'),
    iam('1111*', 'role/a*'),
    iam('9999*', 'role/*b'),
    iam(FOREIGN, 'role/*'),
  ],
  ...[iam(`?${OWN.slice(1)}`, 'role/?'), sts(OWN, 'federated-user/*'), sts(OWN, 'assumed-role/ab/*')],
  ...['*', 'arn:aws:*:role/ab', 'arn:aws:*', '*:role/ab', '*a*'],
];

const ACCOUNTS = [OWN, OWN, FOREIGN, '1111*', '9999*', '*6666', '????55556666', '*', 'a'];
const NUMBERS = ['5', '10', '10', '10.0', '1e1', '11', '12.5', '20'];
const DATES = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00Z',
  '1767225600',
  '2026-01-02',
  '2027-06-01T12:00:00+02:00',
];
const CIDRS = [
  '10.0.0.0/8',
  '10.1.0.0/16',
  '10.1.2.3',
  '10.1.2.3/32',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/32',
  '2001:db8::1',
];
const TYPES = ['Account', 'User', 'AssumedRole', 'FederatedUser', 'assumedrole', '*User', 'A*'];
const TRUTHS = ['true', 'false'];
const SERVICES = ['s3.amazonaws.com', '*.amazonaws.com', 's3*', 'EC2.amazonaws.com'];

/** A condition key with the operators and values it is tested with. */
export type RandomKey = {
  readonly name: string;
  readonly families: readonly Family[];
  readonly values: readonly string[];
};

const STRING: readonly Family[] = ['string', 'string', 'string', 'string', 'ignoringCase', 'binary'];
const ARN: readonly Family[] = ['arn', 'arn', 'string', 'string', 'ignoringCase'];
const TRUTH: readonly Family[] = ['bool', 'bool', 'bool', 'string'];
const key = (name: string, families: readonly Family[], values: readonly string[]): RandomKey => ({
  name,
  families,
  values,
});

/** Keys that follow from who calls. */
export const DERIVED_KEYS: readonly RandomKey[] = [
  key('aws:PrincipalArn', ARN, ARNS),
  key('aws:PrincipalArn', ARN, ARNS),
  key('aws:PrincipalAccount', STRING, ACCOUNTS),
  key('kms:CallerAccount', STRING, ACCOUNTS),
  key('aws:PrincipalType', STRING, TYPES),
  key('aws:PrincipalIsAWSService', TRUTH, TRUTHS),
  key('aws:PrincipalServiceName', STRING, SERVICES),
  key('aws:username', STRING, STRINGS),
];

/** Keys that a request carries once or not at all, whoever calls. */
export const SINGLE_KEYS: readonly RandomKey[] = [
  ...[
    'aws:SourceVpce',
    'aws:SourceVpce',
    'kms:ViaService',
    'kms:EncryptionContext:App',
    'aws:PrincipalTag/team',
  ].map((name) => key(name, STRING, STRINGS)),
  key('aws:SourceArn', ARN, ARNS),
  ...[1, 2].flatMap(() => [
    key('aws:SourceIp', ['ip'], CIDRS),
    key('aws:MultiFactorAuthAge', ['numeric'], NUMBERS),
    key('aws:CurrentTime', ['date'], DATES),
  ]),
  key('aws:SecureTransport', TRUTH, TRUTHS),
  key('kms:GrantIsForAWSResource', TRUTH, TRUTHS),
];

/** Keys that a request carries with any number of values; the last is not published. */
export const MULTIVALUED_KEYS: readonly RandomKey[] = [
  ...['kms:EncryptionContextKeys', 'kms:EncryptionContextKeys', 'aws:CalledVia', 'kms:GrantOperations'],
  'example:Label',
].map((name) => key(name, STRING, STRINGS));

/** Values of each type of operator, for a key of another type. */
export const VALUES_OF: Readonly<Record<Family, readonly string[]>> = {
  string: STRINGS,
  ignoringCase: STRINGS,
  binary: STRINGS,
  arn: ARNS,
  numeric: NUMBERS,
  date: DATES,
  ip: CIDRS,
  bool: TRUTHS,
};
