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
];

const usage = {
  services: ['s3.*.amazonaws.com'],
  vpcEndpoints: ['vpce-1a2b3c4d', 'vpce-1a2b3c4d5e6f70819'],
  encryptionContext: { app: ['payments'], stage: ['prod'] },
  conditions: {},
  attestation: {},
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

  test('is inherited by a class field by field, the encryption context as a whole', () => {
    const { classes } = load(
      ...asked,
      'classes:',
      '  - { name: a, match: { aliases: [alias/a] }, usage: { encryptionContext: { app: [orders] } } }',
      '  - { name: b, match: { aliases: [alias/b] }, usage: { services: [], encryptionContext: {} } }',
      '  - { name: c, match: { aliases: [alias/c] } }',
    );
    expect(classes.map(({ governance }) => governance.usage)).toEqual([
      { ...usage, encryptionContext: { app: ['orders'] } },
      { ...usage, services: [], encryptionContext: {} },
      usage,
    ]);
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
