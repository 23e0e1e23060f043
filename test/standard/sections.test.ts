import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { grantOperations } from '../../shared/standard/schema/grants.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: [] });

type Settings = ReturnType<typeof load>['defaults'];
type Name = keyof Settings;

/** What a section says, what a class then says of it, and what the class inherits. */
const sections: readonly (readonly [Name, written: object, inClass: object, inherited: object])[] = [
  [
    'actions',
    {
      administrators: ['kms:Describe*'],
      owners: ['kms:PutKeyPolicy'],
      users: ['kms:encrypt', 'kms:Decrypt'],
    },
    { users: [] },
    { administrators: ['kms:Describe*'], owners: ['kms:PutKeyPolicy'] },
  ],
  [
    'deletion',
    { allowedTo: ['role/Deploy'], minimumWindowInDays: 14, protected: true, unusedForDays: 90 },
    { protected: false, unusedForDays: 0 },
    { allowedTo: ['role/Deploy'], minimumWindowInDays: 14 },
  ],
  [
    'importedMaterial',
    { expires: 'always', warnDaysBefore: 0 },
    { warnDaysBefore: 365 },
    { expires: 'always' },
  ],
  ['keyStores', { connected: 'optional' }, { connected: 'required' }, {}],
  [
    'grants',
    { grantees: ['role/App'], operations: ['Decrypt', 'VerifyMac'], constraints: 'required', maximum: 0 },
    { grantees: [], operations: [], constraints: 'optional' },
    { maximum: 0 },
  ],
  [
    'labels',
    { changedBy: ['role/Labeller'], protectedTags: ['team', 'cost centre'] },
    { protectedTags: [] },
    { changedBy: ['role/Labeller'], classTags: [] },
  ],
  [
    'monitoring',
    { trails: 'optional', deniedAttempts: { count: 0, withinMinutes: 1440 } },
    { deniedAttempts: { count: 100, withinMinutes: 1 } },
    { trails: 'optional' },
  ],
  [
    'perimeter',
    { endpointPolicy: 'restricted', admitted: ['10.0.0.0/8'], deletionAccounts: ['444455556666'] },
    { admitted: [], deletionAccounts: [] },
    { endpointPolicy: 'restricted' },
  ],
];

describe.each(sections)('%s', (name, written, inClass, inherited) => {
  const { defaults, classes } = load(
    `defaults: { ${name}: ${JSON.stringify(written)} }`,
    'classes:',
    '  - { name: same, match: { aliases: [alias/a] } }',
    `  - { name: other, match: { aliases: [alias/b] }, ${name}: ${JSON.stringify(inClass)} }`,
  );

  test('is taken as written', () => {
    expect(defaults[name]).toMatchObject(written);
  });

  test('is inherited by a class field by field; a list it gives replaces the inherited one', () => {
    expect(classes[0]?.governance).toEqual(defaults);
    expect(classes[1]?.governance).toEqual({ ...defaults, [name]: { ...inherited, ...inClass } });
  });
});

describe('rootUser', () => {
  test('is taken as written, and a class may say otherwise', () => {
    const { defaults, classes } = load(
      'defaults: { rootUser: recovery }',
      'classes:',
      '  - { name: same, match: { aliases: [alias/a] } }',
      '  - { name: other, match: { aliases: [alias/b] }, rootUser: full }',
    );
    expect([defaults, ...classes.map((each) => each.governance)].map((each) => each.rootUser)).toEqual([
      'recovery',
      'recovery',
      'full',
    ]);
  });
});

describe('labels', () => {
  test('know the tags that the classes go by, each once, in every class', () => {
    const { defaults, classes } = load(
      'classes:',
      '  - { name: a, match: { tags: { data: [x], owner: ["*"] } }, labels: { protectedTags: [team] } }',
      '  - { name: b, match: { tags: { data: [y] } } }',
      '  - { name: c, match: { aliases: [alias/c] } }',
    );
    for (const { labels } of [defaults, ...classes.map(({ governance }) => governance)])
      expect(labels.classTags).toEqual(['data', 'owner']);
  });
});

describe('perimeter.admitted', () => {
  test.each([
    '0.0.0.0/0',
    '10.1.0.0/16',
    '192.0.2.7/32',
    '::/0',
    '2001:db8::/32',
    '2001:DB8:0:1:2:3:4:5/128',
    'sg-1a2b3c4d',
    'sg-1a2b3c4d5e6f70819',
    'pl-63a5400a',
  ])('may name %s', (source) => {
    expect(load(`defaults: { perimeter: { admitted: ["${source}"] } }`).defaults.perimeter.admitted).toEqual([
      source,
    ]);
  });

  test.each([
    ['an octet too large', '10.0.256.0/16'],
    ['an octet too few', '10.0.0/16'],
    ['an octet with a leading zero, which some read as octal', '010.0.0.0/8'],
    ['a prefix too long', '10.0.0.0/33'],
    ['a prefix that is a mask', '10.0.0.0/255.0.0.0'],
    ['no prefix', '10.0.0.1'],
    ['an empty prefix', '10.0.0.0/'],
    ['two prefixes', '10.0.0.0/8/8'],
    ['two gaps', '2001::db8::/32'],
    ['nine groups', '1:2:3:4:5:6:7:8:9/64'],
    ['a group too long', '2001:db8:12345::/48'],
    ['a prefix too long for IPv6', '2001:db8::/129'],
    ['a zone', 'fe80::1%eth0/64'],
    ['colons alone', ':::/0'],
    ['a security group by its name', 'sg-application'],
    ['a prefix list by its name', 'com.amazonaws.eu-west-1.s3'],
    ['everything, in one star', '*'],
  ])('refuses %s', (_, source) => {
    expect(refusal([...start, `defaults: { perimeter: { admitted: ["${source}"] } }`]).message).toBe(
      `team.yaml:4:37: defaults.perimeter.admitted[0] is no CIDR block, security group or prefix list: "${source}"; write for example 10.0.0.0/16, sg-1a2b3c4d5e6f70819 or pl-63a5400a`,
    );
  });
});

const range = (place: string, field: string, unit: string, most: number, given: string, why: string) =>
  `team.yaml:${place}: defaults.${field} must be a whole number of ${unit} from ${unit === 'minutes' ? 1 : 0} to ${most}, not ${given}; choose one in that range: ${why}`;

const principal = 'write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME';

describe('A standard is refused, with file, line, column and what to do, for', () => {
  test.each<Case>([
    [
      'an action that was misspelled, is not on a key, or has no prefix',
      [
        'defaults:',
        '  actions:',
        '    users: [kms:Encypt, kms:CreateKey, Decrypt, s3:*]',
        '    owners: kms:PutKeyPolicy',
      ],
      [
        'team.yaml:6:13: defaults.actions.users[0] matches no action on a key: "kms:Encypt"; did you mean kms:Encrypt?',
        'team.yaml:6:25: defaults.actions.users[1] matches no action on a key: "kms:CreateKey"; write it as in a key policy, for example kms:Describe*',
        'team.yaml:6:40: defaults.actions.users[2] matches no action on a key: "Decrypt"; write it as in a key policy, for example kms:Describe*',
        'team.yaml:6:49: defaults.actions.users[3] matches no action on a key: "s3:*"; write it as in a key policy, for example kms:Describe*',
        'team.yaml:7:13: defaults.actions.owners must be a list, not "kms:PutKeyPolicy"; write [kms:PutKeyPolicy]',
      ],
    ],
    [
      'a role that has no ceiling of its own',
      ['defaults: { actions: { pipelines: [] } }'],
      [
        'team.yaml:4:24: defaults.actions has no field "pipelines"; choose from administrators, owners, users',
      ],
    ],
    [
      'a root user that is neither',
      ['defaults: { rootUser: none }'],
      ['team.yaml:4:23: defaults.rootUser must be full or recovery, not "none"; write full or recovery'],
    ],
    [
      'what is no time to lie unused, and no answer',
      ['defaults:', '  deletion:', '    protected: "yes"', '    unusedForDays: 3651'],
      [
        'team.yaml:6:16: defaults.deletion.protected must be true or false, not "yes"; write true or false, without quotes',
        range(
          '7:20',
          'deletion.unusedForDays',
          'days',
          3650,
          '3651',
          '0 asks nothing, and ten years are long enough',
        ),
      ],
    ],
    [
      'imported material that ends sometimes, warned of never',
      ['defaults:', '  importedMaterial:', '    expires: sometimes', '    warnDaysBefore: -1'],
      [
        'team.yaml:6:14: defaults.importedMaterial.expires must be any, always or never, not "sometimes"; write any, always or never',
        range('7:21', 'importedMaterial.warnDaysBefore', 'days', 365, '-1', 'a year is early enough'),
      ],
    ],
    [
      'key stores that are connected: true',
      ['defaults: { keyStores: { connected: true } }'],
      [
        'team.yaml:4:37: defaults.keyStores.connected must be required or optional, not true; write required or optional',
      ],
    ],
    [
      'a grant operation that was misspelled, and one that only a policy can give',
      ['defaults:', '  grants:', '    operations: [Decrpyt, "kms:Decrypt", ScheduleKeyDeletion]'],
      [
        'team.yaml:6:18: defaults.grants.operations[0] is no grant operation: "Decrpyt"; did you mean Decrypt?',
        `team.yaml:6:27: defaults.grants.operations[1] is no grant operation: "kms:Decrypt"; choose from ${grantOperations.join(', ')}`,
        `team.yaml:6:42: defaults.grants.operations[2] is no grant operation: "ScheduleKeyDeletion"; choose from ${grantOperations.join(', ')}`,
      ],
    ],
    [
      'grants for everybody, by a service, more than KMS allows',
      ['defaults:', '  grants:', '    grantees: ["*", rds.amazonaws.com]', '    maximum: 50001'],
      [
        `team.yaml:6:16: defaults.grants.grantees[0] names no role or user: "*"; ${principal}`,
        `team.yaml:6:21: defaults.grants.grantees[1] names no role or user: "rds.amazonaws.com"; ${principal}`,
        range('7:14', 'grants.maximum', 'grants', 50_000, '50001', 'KMS allows 50,000 a key'),
      ],
    ],
    [
      'a tag by its condition key, and the tags that only the product finds out',
      ['defaults:', '  labels:', '    protectedTags: [aws:ResourceTag/team, ""]', '    classTags: [team]'],
      [
        'team.yaml:6:21: defaults.labels.protectedTags[0] is no key of a tag: "aws:ResourceTag/team"; write the key of the tag alone, for example owner',
        'team.yaml:6:43: defaults.labels.protectedTags[1] is no key of a tag: ""; write the key of the tag alone, for example owner',
        'team.yaml:7:5: defaults.labels has no field "classTags"; choose from changedBy, protectedTags',
      ],
    ],
    [
      'denied attempts without a time, and in no time',
      [
        'defaults: { monitoring: { deniedAttempts: { count: 3 } } }',
        'classes:',
        '  - name: a',
        '    match: { aliases: [alias/a] }',
        '    monitoring: { deniedAttempts: { count: 101, withinMinutes: 0 } }',
      ],
      [
        'team.yaml:4:27: defaults.monitoring.deniedAttempts.withinMinutes is missing; add "withinMinutes:"',
        'team.yaml:8:44: classes[0].monitoring.deniedAttempts.count must be a whole number of attempts from 0 to 100, not 101; choose one in that range: 0 asks nothing',
        'team.yaml:8:64: classes[0].monitoring.deniedAttempts.withinMinutes must be a whole number of minutes from 1 to 1440, not 0; choose one in that range: a day is long enough',
      ],
    ],
    [
      'trails that are off',
      ['defaults: { monitoring: { trails: off } }'],
      [
        'team.yaml:4:35: defaults.monitoring.trails must be required or optional, not "off"; write required or optional',
      ],
    ],
    [
      'a perimeter of accounts that YAML reads as numbers, and an endpoint policy that is none',
      [
        'defaults:',
        '  perimeter:',
        '    endpointPolicy: strict',
        '    deletionAccounts: [111122223333, all]',
      ],
      [
        'team.yaml:6:21: defaults.perimeter.endpointPolicy must be any or restricted, not "strict"; write any or restricted',
        'team.yaml:7:24: defaults.perimeter.deletionAccounts[0] must be text, not 111122223333; put it in quotes',
        'team.yaml:7:38: defaults.perimeter.deletionAccounts[1] is no account: "all"; write the 12 digits of the account, in quotes',
      ],
    ],
    [
      'a new section in the wrong place, with nothing in it, and misspelled',
      ['grants: {}', 'defaults:', '  perimeter:', '  importedMaterials: {}'],
      [
        'team.yaml:4:1: the standard has no field "grants"; choose from version, roles, defaults, classes, exemptions, alerts',
        'team.yaml:6:3: defaults.perimeter has no value; give it one, or remove the line',
        'team.yaml:7:3: defaults has no field "importedMaterials"; did you mean importedMaterial?',
      ],
    ],
  ])('%s', (_, lines, message) => {
    expect(refusal([...start, ...lines]).message.split('\n')).toEqual(message);
  });
});
