import { KeySpec, KeyUsageType, OriginType } from '@aws-sdk/client-kms';
import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { keyOrigins, keySpecs, keyUsages } from '../../shared/standard/schema/key-kinds.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: [] });

const asked = [
  'defaults:',
  '  creation:',
  '    specs: [SYMMETRIC_DEFAULT, RSA_4096]',
  '    origins: [AWS_KMS]',
  '    usages: [ENCRYPT_DECRYPT]',
  '    multiRegion: forbidden',
  '    regions: [eu-west-1, us-gov-west-1]',
  '    requiredTags: { owner: ["*"], stage: [prod, test] }',
  '    requiredAliases: [alias/*]',
  '    createdBy: [role/Deploy]',
  '    settlingMinutes: 30',
  '    containment: disable',
];

const creation = {
  specs: ['SYMMETRIC_DEFAULT', 'RSA_4096'],
  origins: ['AWS_KMS'],
  usages: ['ENCRYPT_DECRYPT'],
  multiRegion: 'forbidden',
  regions: ['eu-west-1', 'us-gov-west-1'],
  requiredTags: { owner: ['*'], stage: ['prod', 'test'] },
  requiredAliases: ['alias/*'],
  createdBy: ['role/Deploy'],
  settlingMinutes: 30,
  containment: 'disable',
};

describe('creation', () => {
  test.each([
    ['key specs', keySpecs, KeySpec],
    ['origins', keyOrigins, OriginType],
    ['key usages', keyUsages, KeyUsageType],
  ])('knows the %s that KMS publishes, each once', (_, known, published) => {
    expect([...known].sort()).toEqual(Object.values(published).sort());
  });

  test('is taken as written', () => {
    expect(load(...asked).defaults.creation).toEqual(creation);
  });

  test.each([0, 1440])('may give a new key %d minutes to settle', (minutes) => {
    const { defaults } = load('defaults:', `  creation: { settlingMinutes: ${minutes} }`);
    expect(defaults.creation.settlingMinutes).toBe(minutes);
  });

  test('is inherited by a class field by field', () => {
    const { classes } = load(
      ...asked,
      'classes:',
      '  - name: a',
      '    match: { aliases: [alias/a] }',
      '    creation: { specs: [HMAC_256], multiRegion: allowed, settlingMinutes: 0 }',
      '  - { name: b, match: { aliases: [alias/b] } }',
    );
    expect(classes.map(({ governance }) => governance.creation)).toEqual([
      { ...creation, specs: ['HMAC_256'], multiRegion: 'allowed', settlingMinutes: 0 },
      creation,
    ]);
  });

  test('a class may ask less: an empty list, or no tags, replaces what the defaults ask', () => {
    const { classes } = load(
      ...asked,
      'classes:',
      '  - name: a',
      '    match: { aliases: [alias/a] }',
      '    creation: { createdBy: [], requiredAliases: [], requiredTags: {} }',
    );
    expect(classes[0]?.governance.creation).toEqual({
      ...creation,
      createdBy: [],
      requiredAliases: [],
      requiredTags: {},
    });
  });

  test('the tags of a class replace the inherited ones as a whole', () => {
    const { classes } = load(
      ...asked,
      'classes:',
      '  - { name: a, match: { aliases: [alias/a] }, creation: { requiredTags: { stage: [prod] } } }',
    );
    expect(classes[0]?.governance.creation.requiredTags).toEqual({ stage: ['prod'] });
  });

  const minutes = (value: string) =>
    `team.yaml:6:22: defaults.creation.settlingMinutes must be a whole number of minutes from 0 to 1440, not ${value}; choose one in that range: what is not there after a day is missing`;

  test.each<Case>([
    [
      'a misspelled key spec, with the one that was meant',
      ['    specs: [RSA_4069, symmetric_default]'],
      [
        'team.yaml:6:13: defaults.creation.specs[0] is no key spec: "RSA_4069"; did you mean RSA_4096?',
        'team.yaml:6:23: defaults.creation.specs[1] is no key spec: "symmetric_default"; did you mean SYMMETRIC_DEFAULT?',
      ],
    ],
    [
      'a key spec that is like no other, with all there are',
      ['    specs: [AES]'],
      [
        `team.yaml:6:13: defaults.creation.specs[0] is no key spec: "AES"; choose from ${keySpecs.join(', ')}`,
      ],
    ],
    [
      'an origin and a usage that were misspelled',
      ['    origins: [AWS_CLOUD_HSM]', '    usages: [SIGN_AND_VERIFY, 7]'],
      [
        'team.yaml:6:15: defaults.creation.origins[0] is no origin of key material: "AWS_CLOUD_HSM"; did you mean AWS_CLOUDHSM?',
        `team.yaml:7:14: defaults.creation.usages[0] is no key usage: "SIGN_AND_VERIFY"; choose from ${keyUsages.join(', ')}`,
        `team.yaml:7:31: defaults.creation.usages[1] is no key usage: 7; choose from ${keyUsages.join(', ')}`,
      ],
    ],
    [
      'a key spec where a list belongs',
      ['    specs: RSA_4096'],
      ['team.yaml:6:12: defaults.creation.specs must be a list, not "RSA_4096"; write [RSA_4096]'],
    ],
    [
      'a multi-Region setting that is no word of the two',
      ['    multiRegion: false'],
      [
        'team.yaml:6:18: defaults.creation.multiRegion must be allowed or forbidden, not false; write allowed or forbidden',
      ],
    ],
    [
      'a containment that would delete the key',
      ['    containment: delete'],
      [
        'team.yaml:6:18: defaults.creation.containment must be alert or disable, not "delete"; write alert or disable',
      ],
    ],
    [
      'what is no Region, no alias and no principal',
      ['    regions: [eu-*]', '    requiredAliases: ["*"]', '    createdBy: [Deploy]'],
      [
        'team.yaml:6:15: defaults.creation.regions[0] is no Region: "eu-*"; write its code, for example eu-west-1',
        'team.yaml:7:23: defaults.creation.requiredAliases[0] is no alias: "*"; begin it with alias/',
        'team.yaml:8:17: defaults.creation.createdBy[0] names no role or user: "Deploy"; write role/NAME or user/NAME, or a full ARN such as arn:aws:iam::111122223333:role/NAME',
      ],
    ],
    [
      'a tag with no list of values, with one that YAML takes',
      ['    requiredTags: { owner: "*", stage: [], team: [1] }'],
      [
        'team.yaml:6:28: defaults.creation.requiredTags.owner must be a list, not "*"; write ["*"]',
        'team.yaml:6:40: defaults.creation.requiredTags.stage is an empty list; write "*" for any value',
        'team.yaml:6:51: defaults.creation.requiredTags.team[0] must be text, not 1; put it in quotes',
      ],
    ],
    [
      'a list of tags without values',
      ['    requiredTags: [owner]'],
      [
        'team.yaml:6:19: defaults.creation.requiredTags must be a section with fields, not a list; write below it each key with a list of its values',
      ],
    ],
    [
      'a tag by its condition key, and one without a name',
      ['    requiredTags:', '      aws:ResourceTag/owner: ["*"]', '      "": ["*"]'],
      [
        'team.yaml:7:7: defaults.creation.requiredTags has a key that no tag has: "aws:ResourceTag/owner"; write the key of the tag alone, for example owner',
        'team.yaml:8:7: defaults.creation.requiredTags has a key that no tag has: ""; write the key of the tag alone, for example owner',
      ],
    ],
    ...['-1', '1441', '1.5', '"15"'].map(
      (value): Case => [`${value} minutes`, [`    settlingMinutes: ${value}`], [minutes(value)]],
    ),
    [
      'an unknown field, with the field that was meant',
      ['    requiredTag: {}'],
      ['team.yaml:6:5: defaults.creation has no field "requiredTag"; did you mean requiredTags?'],
    ],
    [
      'a field with nothing in it',
      ['    requiredTags:'],
      ['team.yaml:6:5: defaults.creation.requiredTags has no value; give it one, or remove the line'],
    ],
  ])('refuses %s', (_, lines, message) => {
    expect(refusal([...start, 'defaults:', '  creation:', ...lines]).message.split('\n')).toEqual(message);
  });

  test('refuses the same in a class, at its place', () => {
    const lines = [
      'classes:',
      '  - name: a',
      '    match: { aliases: [alias/a] }',
      '    creation: { specs: [SM3] }',
    ];
    expect(refusal([...start, ...lines]).message).toBe(
      'team.yaml:7:25: classes[0].creation.specs[0] is no key spec: "SM3"; did you mean SM2?',
    );
  });
});
