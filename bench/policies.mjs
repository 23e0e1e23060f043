/** The policies that comparisons are timed on: pairs `[before, after]` of statement lists, made when asked for. */

const account = '111122223333';
const largest = 32_768;
const range = (count) => Array.from({ length: count }, (_, at) => at);
const role = (name) => ({ AWS: `arn:aws:iam::${account}:role/${name}` });
const statement = (Effect, Principal, Action, Condition) => ({
  Effect,
  Principal,
  Action,
  Resource: '*',
  ...(Condition && { Condition }),
});
const allow = (...rest) => statement('Allow', ...rest);
const deny = (...rest) => statement('Deny', ...rest);
const anyone = (Condition) => allow('*', 'kms:Decrypt', Condition);
const root = { AWS: `arn:aws:iam::${account}:root` };
const use = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'];

export const documentOf = (Statement) => JSON.stringify({ Version: '2012-10-17', Statement });

/** As many statements as a key policy may hold. */
function full(make, most = Number.POSITIVE_INFINITY) {
  const statements = [];
  while (statements.length < most && documentOf([...statements, make(statements.length)]).length <= largest)
    statements.push(make(statements.length));
  return statements;
}

/** The same with one statement exchanged, near the middle. */
const edited = (statements, exchange) => statements.with(statements.length >> 1, exchange);

const administer =
  'Create Describe Enable List Put Update Revoke Disable Get Delete TagResource UntagResource ScheduleKeyDeletion CancelKeyDeletion'
    .split(' ')
    .map((name) => `kms:${name}${name.length < 9 ? '*' : ''}`);
const sample = [
  allow(root, 'kms:*', { StringEquals: { 'aws:PrincipalType': 'Account' } }),
  allow(role('KeyAdministrator'), administer),
  allow(role('KeyUser'), use),
];
const sampleEdited = [...sample.slice(0, 2), allow(role('KeyUser'), [...use, 'kms:Sign'])];
const byDefault = [allow(root, 'kms:*')];

const ours = { 'kms:CallerAccount': account };
const twelve = [
  ...sample,
  ...['s3', 'ec2', 'rds', 'sqs'].map((name) =>
    anyone({
      StringEquals: {
        ...ours,
        'kms:ViaService': ['eu-west-1', 'eu-central-1'].map((at) => `${name}.${at}.amazonaws.com`),
      },
    }),
  ),
  allow('*', ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], { StringEquals: ours }),
  allow({ Service: 'cloudtrail.amazonaws.com' }, 'kms:GenerateDataKey*'),
  allow({ AWS: ['444455556666', '777788889999'] }, use),
  deny('*', ['kms:Encrypt', 'kms:Decrypt'], {
    StringNotEquals: { 'aws:SourceVpce': 'vpce-1234abcdf5678c90a' },
  }),
  deny('*', 'kms:ScheduleKeyDeletion', {
    ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Break*` },
  }),
];
const twelveEdited = edited(
  twelve,
  anyone({ StringEquals: ours, StringLike: { 'kms:ViaService': '*.amazonaws.com' } }),
);

const roles = (team) => (at) =>
  allow(role(`${team}/payments/europe/application-${String(at).padStart(4, '0')}-production`), use);
const many = full(roles('blue'), 150);
const foreign = range(600).map((at) => `arn:aws:iam::${444455550000 + at}:root`);
const accounts = (list) => full((at) => (at === 0 ? allow({ AWS: list }, use) : roles('blue')(at)));
const keys = ['kms:ViaService', 'aws:SourceVpce', 'kms:EncryptionContext:tenant'];
const ownValue = (at) => anyone({ StringEquals: { [keys[at % 3]]: `value-${at}.eu-west-1.amazonaws.com` } });
const arnPattern = (at) =>
  allow('*', [...use, 'kms:ReEncrypt*', 'kms:CreateGrant', 'kms:ListGrants', 'kms:GetKeyPolicy'], {
    ArnLike: {
      'aws:PrincipalArn': `arn:aws:iam::*:role/*/payments/*/team-${at}-*/application-?${at}*-production`,
    },
  });

/** What people write, and what they change. */
export const ordinary = {
  'three statements and an edit': () => [sample, sampleEdited],
  'three statements, unedited': () => [sample, structuredClone(sample)],
  'the default policy, unedited': () => [byDefault, structuredClone(byDefault)],
  'the default policy, and the sample': () => [byDefault, sample],
  '12 statements, 5 condition keys, an edit': () => [twelve, twelveEdited],
};

/** As large as KMS takes them. */
export const large = {
  '32 KB: 150 roles and an edit': () => [many, edited(many, allow(role('stranger'), use))],
  '32 KB: 150 roles against 150 others': () => [many, full(roles('gray'), 150)],
  '32 KB: 600 foreign accounts and one more': () => [
    accounts(foreign),
    accounts([...foreign, '999988887777']),
  ],
  '32 KB: a condition value a statement': () => [full(ownValue), edited(full(ownValue), ownValue(9999))],
  '32 KB: 100 patterns of ARNs': () => [
    full(arnPattern, 100),
    edited(full(arnPattern, 100), arnPattern(777)),
  ],
};

/** The cost over the number of statements. */
export const curve = Object.fromEntries(
  [1, 2, 5, 10, 20, 50, 100, 150].map((count) => [
    `${count} roles, one more`,
    () => [many.slice(0, count), [...many.slice(0, count), allow(role('stranger'), use)]],
  ]),
);

/** All but the last one denied, and all denied: what is left over is a product of all patterns. */
const denied = (conditions) => {
  const denials = conditions.map((condition) => deny('*', 'kms:Decrypt', condition));
  return [
    [anyone(), ...denials],
    [anyone(), ...denials.slice(0, -1)],
  ];
};
const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const tag = (name) => `aws:PrincipalTag/${name}`;
const globs = (count) =>
  denied(letters.slice(0, count).map((x) => ({ StringLike: { [tag('t')]: `*${x}*` } })));
const capitals = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Globs of two capitals, which no ARN holds by its form. */
const pairs = (count) =>
  range(count).map((at) => `*${capitals[at % 26]}*${capitals[(at * 5 + 3 * Math.floor(at / 26) + 1) % 26]}*`);

/** Random 3-SAT: access is gained if and only if the formula can be satisfied. Each Deny rules out one clause. */
function satisfiability(variables, clauses, seed) {
  const random = randomNumbers(seed);
  const denials = range(clauses).map(() => {
    const condition = { StringEquals: {}, StringNotEquals: {} };
    while (Object.values(condition).flatMap(Object.keys).length < 3) {
      const name = tag(`x${Math.floor(random() * variables)}`);
      if (name in condition.StringEquals || name in condition.StringNotEquals) continue;
      condition[random() < 0.5 ? 'StringEquals' : 'StringNotEquals'][name] = '1';
    }
    return deny('*', 'kms:Decrypt', condition);
  });
  return [[], [anyone(), ...denials]];
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const twoEach = range(20).map((at) => ({
  StringLike: {
    [tag(`k${at}`)]: [`*${letters[at]}*`, 'x?z*'],
    [tag(`k${(at + 7) % 20}`)]: `${letters[at]}*`,
  },
  StringNotLike: { [tag(`k${(at + 3) % 20}`)]: `*${letters[at + 1]}?*` },
}));
const unlike = (count) => anyone({ StringNotLike: { [tag('t')]: pairs(count) } });
const networks = (count) =>
  anyone({
    IpAddress: {
      'aws:SourceIp': range(count).map((at) => `10.${at % 250}.${(at * 7) % 250}.0/${16 + (at % 9)}`),
    },
    NotIpAddress: {
      'aws:SourceIp': range(count / 2).map((at) => `10.${at}.${(at * 3) % 250}.128/${25 + (at % 7)}`),
    },
  });
const multivalued = [
  'kms:EncryptionContextKeys',
  'aws:CalledVia',
  'aws:PrincipalOrgPaths',
  'aws:SourceOrgPaths',
];
const sets = multivalued.flatMap((key, at) =>
  ['ForAllValues:StringLike', 'ForAnyValue:StringNotLike', 'ForAllValues:StringNotEquals'].map(
    (operator, by) => ({
      [operator]: { [key]: range(6).map((value) => `${letters[at + by]}*${letters[value]}*`) },
      'ForAnyValue:StringEquals': {
        [multivalued[(at + 1) % 4]]: range(6).map((value) => `${letters[value]}${by}`),
      },
    }),
  ),
);
const like = (glob) => anyone({ StringLike: { [tag('t')]: glob } });
const longTexts = (end) =>
  anyone({ StringEquals: { [tag('t')]: range(3).map((at) => `${'a'.repeat(10_000)}${at}${end}`) } });

/** Built to blow up: each is answered, or is `unknown`, in bounded time and memory. */
export const hostile = {
  '10 globs *x* on one key': () => globs(10),
  '30 globs *x* on one key': () => globs(30),
  '40 globs *a*b* on aws:PrincipalArn': () =>
    denied(pairs(40).map((glob) => ({ StringLike: { 'aws:PrincipalArn': glob } }))),
  '3-SAT, 25 keys, 100 Denies': () => satisfiability(25, 100, 1),
  '3-SAT, 25 keys, 115 Denies': () => satisfiability(25, 115, 2),
  '3-SAT, 40 keys, 160 Denies': () => satisfiability(40, 160, 3),
  '20 keys, two conditions each': () => denied(twoEach),
  '60 globs under StringNotLike': () => [[unlike(60)], [unlike(59)]],
  '500 address ranges': () => [[networks(500)], [networks(498)]],
  'ForAllValues on 4 keys': () => denied(sets),
  '20 question marks after a star': () =>
    denied(range(3).map((at) => ({ StringLike: { [tag('t')]: `*a${'?'.repeat(20 + at)}` } }))),
  'a pattern of 15,000 stars': () => [[like(`${'a*'.repeat(15_000)}b`)], [like(`${'a*'.repeat(15_000)}c`)]],
  'a pattern of 30,000 question marks': () => [[like('?'.repeat(30_000))], [like(`${'?'.repeat(29_999)}*`)]],
  'values of 10,000 characters': () => [[longTexts('')], [longTexts('b')]],
};
