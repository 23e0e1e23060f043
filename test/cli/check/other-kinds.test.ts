import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BuiltCommand } from '../built-command.ts';
import { clean, policy, standard } from './documents.ts';

let command: BuiltCommand;
const fixed = ['--account', '111122223333', '--standard', 'standard.yaml'];

beforeAll(async () => {
  command = await BuiltCommand.build();
  await command.file('standard.yaml', standard);
}, 60_000);
afterAll(() => command.remove());

const check = (content: object, ...options: readonly string[]) =>
  command.run(['check', '-', ...fixed, ...options], JSON.stringify(content, null, 2));
const rendered = (kind: string) => command.run(['render', kind, ...fixed]);

type Json = { readonly findings: readonly { readonly rule: string; readonly evidence: readonly string[] }[] };

const destroy = ['kms:ScheduleKeyDeletion', 'kms:Delete*'];
/** The SCP of the governance document that this project started from. */
const seed = policy({
  Sid: 'OnlyKMSGuardianCanDeleteThisKeySecurKey',
  Effect: 'Allow',
  Action: destroy,
  Resource: ['arn:aws:kms:us-west-2:111122223333:key/securekey'],
  Condition: { StringEquals: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/kmsguardian'] } },
});

describe('check --as scp', () => {
  test('finds nothing in what render scp writes', async () => {
    const { out } = await rendered('scp');
    const answer = await check(JSON.parse(out) as object, '--as', 'scp');
    expect(answer).toEqual({ code: 0, out: 'nothing found in 1 document of 1 file\n', err: '' });
  });

  test('finds an SCP that only allows wanting, shows it, and says why and what to write instead', async () => {
    const { code, out } = await check(seed, '--as', 'scp');
    expect(code).toBe(1);
    expect(out).toContain(
      'high deletion-scp: The service control policies leave others able to destroy keys',
    );
    expect(out).toContain('this policy at 111122223333 only allows, which limits nobody: FullAWSAccess');
    expect(out).toContain('"Sid": "OnlyKMSGuardianCanDeleteThisKeySecurKey"');
    expect(out).toContain('"ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::*:role/KeyAdministrator"]}');
    expect(out).toContain('1 finding (1 high) in 1 document of 1 file');
  });

  test('answers in JSON and SARIF, too', async () => {
    const json = JSON.parse((await check(seed, '--as', 'scp', '--format', 'json')).out) as Json;
    expect(json.findings.map(({ rule }) => rule)).toEqual(['deletion-scp']);
    const sarif = await check(seed, '--as', 'scp', '--format', 'sarif');
    expect(sarif.code).toBe(1);
    expect(sarif.out).toContain('"ruleId": "deletion-scp"');
  });

  test.each<[string, object, RegExp]>([
    ['a key policy', clean, /^standard input:7: \$\.Statement\[0\]\.Principal: an SCP has no Principal/],
    ['no policy', { hello: 1 }, /this is no policy/],
    ['one without a version', { Statement: [] }, /needs the policy version/],
    [
      'a wrong action',
      policy({ Effect: 'Deny', Action: 'delete', Resource: '*' }),
      /:6: .*"delete" is no action/,
    ],
  ])('cannot judge %s, and says where', async (_, document, said) => {
    const { code, err } = await check(document, '--as', 'scp');
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });
});

describe('check --as vpc-endpoint-policy', () => {
  test('finds nothing in what render vpc-endpoint-policy writes', async () => {
    const { out } = await rendered('vpc-endpoint-policy');
    expect((await check(JSON.parse(out) as object, '--as', 'vpc-endpoint-policy')).code).toBe(0);
  });

  test('finds the default policy of endpoints wanting', async () => {
    const open = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    const { code, out } = await check(policy(open), '--as', 'vpc-endpoint-policy', '--format', 'json');
    expect(code).toBe(1);
    expect((JSON.parse(out) as Json).findings.map(({ rule }) => rule)).toContain('vpc-endpoint-policy');
  });

  test('cannot judge what is no policy of an endpoint', async () => {
    const { code, err } = await check(seed, '--as', 'vpc-endpoint-policy');
    expect(code).toBe(2);
    expect(err).toContain('names no principal');
  });
});

test('a policy without principals is no key policy: check suggests --as scp', async () => {
  const { code, err } = await check(seed);
  expect(code).toBe(2);
  expect(err).toContain('no key policy. If it is a service control policy, say so: --as scp');
});

test('check --as what it does not know is refused', async () => {
  const { code, err } = await check(seed, '--as', 'rcp');
  expect(code).toBe(2);
  expect(err).toContain('key-policy, scp, vpc-endpoint-policy');
});

test.each([
  [
    'as terraform show prints it',
    { format_version: '1.0', terraform_version: '1.9.0', values: { root_module: {} } },
  ],
  ['as Terraform keeps it', { version: 4, terraform_version: '1.9.0', serial: 3, resources: [] }],
])('a Terraform state, %s, is recognised, and a plan asked for', async (_, state) => {
  const { code, err } = await check(state);
  expect(code).toBe(2);
  expect(err).toMatch(/^standard input:1: this is a Terraform state, .*terraform show -json PLAN/);
});

test.each([
  ['a file that is not there', 'nowhere.json', 'nowhere.json: there is no such file'],
  ['a folder', '.', '.: it is a folder; name the files in it'],
])('%s is told in plain words', async (_, path, said) => {
  const { code, err } = await command.run(['check', path, ...fixed]);
  expect([code, err]).toEqual([2, `${said}\n`]);
});

describe('check --class', () => {
  const classes = `${standard}
classes:
  - name: closed
    match: { tags: { data: [secret] } }
    roles: { users: [role/Other] }
`;
  const judge = async (...options: readonly string[]) =>
    command.run(
      [
        'check',
        '-',
        '--account',
        '111122223333',
        '--standard',
        await command.file('c.yaml', classes),
        ...options,
      ],
      JSON.stringify(clean),
    );

  test('judges a key policy, which has no tags, as that of a key of the class', async () => {
    expect((await judge()).code).toBe(0);
    expect((await judge('--class', 'default')).code).toBe(0);
    const { code, out } = await judge('--class', 'closed');
    expect(code).toBe(1);
    expect(out).toContain('high users-only');
  });

  test('that the standard does not have is refused, with those it has', async () => {
    const { code, err } = await judge('--class', 'close');
    expect(code).toBe(2);
    expect(err).toBe('The standard has no class "close". Did you mean closed? It has default, closed.\n');
  });
});
