import { describe, expect, test } from '@jest/globals';
import { loadStandard } from '../../shared/standard/load.ts';
import { type Case, refusal, start } from './refusal.ts';

const load = (...lines: readonly string[]) =>
  loadStandard([...start, ...lines].join('\n'), 'team.yaml', { ruleIds: [] });

const asked = [
  'defaults:',
  '  usage:',
  '    services: [s3.*.amazonaws.com]',
  '    vpcEndpoints: [vpce-1a2b3c4d, vpce-1a2b3c4d5e6f70819]',
  '    encryptionContext: { app: [payments], stage: [prod] }',
  '    conditions: { aws:PrincipalOrgID: [o-a1b2c3d4e5], "aws:PrincipalTag/cost centre": ["*"] }',
  '    attestation: { ImageSha384: [9f1c, 2d4e], PCR31: [0a], NitroTPMPCR4: [c2] }',
];

const usage = {
  services: ['s3.*.amazonaws.com'],
  vpcEndpoints: ['vpce-1a2b3c4d', 'vpce-1a2b3c4d5e6f70819'],
  encryptionContext: { app: ['payments'], stage: ['prod'] },
  conditions: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'], 'aws:PrincipalTag/cost centre': ['*'] },
  attestation: { ImageSha384: ['9f1c', '2d4e'], PCR31: ['0a'], NitroTPMPCR4: ['c2'] },
};

describe('usage', () => {
  test('is taken as written', () => {
    expect(load(...asked).defaults.usage).toEqual(usage);
  });

  test.each([
    's3.eu-west-1.amazonaws.com',
    's3.eu-west-?.amazonaws.com',
    'backup-storage.us-gov-west-1.amazonaws.com',
    'ec2.cn-north-1.amazonaws.com.cn',
    '*.eu-west-1.amazonaws.com',
    '*.amazonaws.com',
  ])('may name %s as a service', (service) => {
    expect(load(`defaults: { usage: { services: ["${service}"] } }`).defaults.usage.services).toEqual([
      service,
    ]);
  });

  test('is inherited by a class field by field, the encryption context and other conditions as a whole', () => {
    const { classes } = load(
      ...asked,
      'classes:',
      '  - { name: a, match: { aliases: [alias/a] }, usage: { encryptionContext: { app: [orders] } } }',
      '  - { name: b, match: { aliases: [alias/b] }, usage: { services: [], encryptionContext: {} } }',
      '  - { name: c, match: { aliases: [alias/c] } }',
      '  - { name: d, match: { aliases: [alias/d] }, usage: { conditions: {}, attestation: { PCR0: [b1] } } }',
    );
    expect(classes.map(({ governance }) => governance.usage)).toEqual([
      { ...usage, encryptionContext: { app: ['orders'] } },
      { ...usage, services: [], encryptionContext: {} },
      usage,
      { ...usage, conditions: {}, attestation: { PCR0: ['b1'] } },
    ]);
  });

  test('may ask for conditions of every type', () => {
    const conditions = {
      'aws:PrincipalTag/team': ['pay*'],
      'aws:SourceIp': ['203.0.113.0/24'],
      'aws:MultiFactorAuthPresent': ['true'],
      'aws:MultiFactorAuthAge': ['*'],
      'aws:SourceVpcArn': ['arn:aws:ec2:*:111122223333:vpc/*'],
      'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*'],
      'kms:EncryptionAlgorithm': ['SYMMETRIC_DEFAULT'],
    };
    const { usage: taken } = load(`defaults: { usage: ${JSON.stringify({ conditions })} }`).defaults;
    expect(taken.conditions).toEqual(conditions);
  });

  const service = (index: number, name: string) =>
    `defaults.usage.services[${index}] is no service of a Region: "${name}"; write it as in kms:ViaService, for example s3.*.amazonaws.com`;

  test.each<Case>([
    [
      'a service that no request comes through: a bare name, a service principal, a Region too few',
      ['    services: [s3, s3.amazonaws.com, S3.eu-west-1.amazonaws.com, s3.eu-west-1]'],
      [
        `team.yaml:6:16: ${service(0, 's3')}`,
        `team.yaml:6:20: ${service(1, 's3.amazonaws.com')}`,
        `team.yaml:6:38: ${service(2, 'S3.eu-west-1.amazonaws.com')}`,
        `team.yaml:6:66: ${service(3, 's3.eu-west-1')}`,
      ],
    ],
    [
      'a VPC, and a wildcard, where a VPC endpoint belongs',
      ['    vpcEndpoints:', '      - vpc-1a2b3c4d', '      - vpce-*'],
      [
        'team.yaml:7:9: defaults.usage.vpcEndpoints[0] is no VPC endpoint: "vpc-1a2b3c4d"; write its ID, for example vpce-1a2b3c4d5e6f70819',
        'team.yaml:8:9: defaults.usage.vpcEndpoints[1] is no VPC endpoint: "vpce-*"; write its ID, for example vpce-1a2b3c4d5e6f70819',
      ],
    ],
    [
      'an encryption context without values, and one by its condition key',
      ['    encryptionContext:', '      app: []', '      kms:EncryptionContext:app: [payments]'],
      [
        'team.yaml:7:12: defaults.usage.encryptionContext.app is an empty list; write "*" for any value',
        'team.yaml:8:7: defaults.usage.encryptionContext has a key that no encryption context has: "kms:EncryptionContext:app"; write the key alone, without kms:EncryptionContext:',
      ],
    ],
    [
      'conditions that have fields of their own, however they are spelled',
      [
        '    conditions:',
        '      kms:ViaService: [s3.eu-west-1.amazonaws.com]',
        '      aws:sourceVPCE: [vpce-1a2b3c4d]',
        '      kms:EncryptionContext:app: [payments]',
        '      kms:RecipientAttestation:PCR0: [b1]',
      ],
      [
        ['7', 'kms:ViaService', 'services'],
        ['8', 'aws:sourceVPCE', 'vpcEndpoints'],
        ['9', 'kms:EncryptionContext:app', 'encryptionContext'],
        ['10', 'kms:RecipientAttestation:PCR0', 'attestation'],
      ].map(
        ([line, key, field]) =>
          `team.yaml:${line}:7: defaults.usage.conditions has a key with a field of its own: "${key}"; write its values under usage.${field}`,
      ),
    ],
    [
      'conditions that nothing could meet: no key of AWS, a family without a name, a key of another request',
      [
        '    conditions:',
        '      aws:SourceVcp: [vpc-1a2b3c4d]',
        '      aws:PrincipalTag/: ["*"]',
        '      kms:RotationPeriodInDays: ["90"]',
        '      aws:SourceVpc: []',
      ],
      [
        'team.yaml:7:7: defaults.usage.conditions has a key that is no condition key: "aws:SourceVcp"; write one that AWS publishes, for example aws:SourceVpc',
        'team.yaml:8:7: defaults.usage.conditions has a key that is no condition key: "aws:PrincipalTag/"; write one that AWS publishes, for example aws:SourceVpc',
        'team.yaml:9:7: defaults.usage.conditions has a key that no use of a key carries: "kms:RotationPeriodInDays"; remove it: with it, nobody could use the key',
        'team.yaml:10:22: defaults.usage.conditions.aws:SourceVpc is an empty list; write "*" for any value',
      ],
    ],
    [
      'measurements that no enclave has, and one without values',
      ['    attestation: { PCR32: [b1], imageSha384: [b1], PCR0: [] }'],
      [
        'team.yaml:6:20: defaults.usage.attestation has a key that is no measurement of an enclave: "PCR32"; write ImageSha384, PCR0 to PCR31, or NitroTPMPCR0 to NitroTPMPCR31',
        'team.yaml:6:33: defaults.usage.attestation has a key that is no measurement of an enclave: "imageSha384"; write ImageSha384, PCR0 to PCR31, or NitroTPMPCR0 to NitroTPMPCR31',
        'team.yaml:6:58: defaults.usage.attestation.PCR0 is an empty list; write the measurement of the enclave image',
      ],
    ],
    [
      'conditions that no key policy can have, and values of another type',
      [
        '    conditions:',
        '      kms:ResourceAliases: [alias/a]',
        '      aws:ResourceTag/team: [a]',
        '      aws:MultiFactorAuthPresent: ["yes"]',
      ],
      [
        'team.yaml:7:28: defaults.usage.conditions.kms:ResourceAliases works in IAM policies only; write what a request carries, such as aws:PrincipalTag/team',
        'team.yaml:8:29: defaults.usage.conditions.aws:ResourceTag/team works in IAM policies only; write what a request carries, such as aws:PrincipalTag/team',
        'team.yaml:9:35: defaults.usage.conditions.aws:MultiFactorAuthPresent cannot be a condition: "yes" is no value for Bool; write values of the type that the key has, or "*" for any',
      ],
    ],
    [
      'an unknown field, with the field that was meant',
      ['    service: []'],
      ['team.yaml:6:5: defaults.usage has no field "service"; did you mean services?'],
    ],
  ])('refuses %s', (_, lines, message) => {
    expect(refusal([...start, 'defaults:', '  usage:', ...lines]).message.split('\n')).toEqual(message);
  });

  test('refuses the same in a class, at its place', () => {
    const lines = [
      'classes:',
      '  - name: a',
      '    match: { aliases: [alias/a] }',
      '    usage: { vpcEndpoints: [vpce-xyz] }',
    ];
    expect(refusal([...start, ...lines]).problems).toMatchObject([
      { line: 7, column: 29, fix: 'write its ID, for example vpce-1a2b3c4d5e6f70819' },
    ]);
  });
});
