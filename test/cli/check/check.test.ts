import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CheckOptions, checkFiles } from '../../../cli/check/check-files.ts';
import { exitCode } from '../../../cli/check/report.ts';
import { reportJson } from '../../../cli/check/report-json.ts';
import { BuiltCommand } from '../built-command.ts';
import {
  broken,
  clean,
  guardian,
  keyPolicy,
  open,
  plan,
  policy,
  root,
  standard,
  template,
  user,
} from './documents.ts';

type Json = {
  readonly findings: readonly { readonly rule: string; readonly line?: number; readonly resource?: string }[];
  readonly unjudged: readonly { readonly message: string; readonly line?: number; readonly path?: string }[];
  readonly ok: boolean;
};

let command: BuiltCommand;
const fixed = ['--account', '111122223333', '--standard', 'standard.yaml'];

beforeAll(async () => {
  command = await BuiltCommand.build();
  await command.file('standard.yaml', standard);
}, 60_000);
afterAll(() => command.remove());

const check = (content: string | object, ...options: readonly string[]) =>
  command.run(
    ['check', '-', ...fixed, ...options],
    typeof content === 'string' ? content : JSON.stringify(content),
  );

/** Judges in this process what `check` judges in its own. */
async function judged(content: string | object, more: Partial<CheckOptions> = {}) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const path = (name: string) => join(command.folder, name);
  const { standard: named = 'standard.yaml', ...rest } = more;
  const options = { account: '111122223333', parameter: {}, ...rest, standard: path(named) };
  const report = await checkFiles([path(await command.file('judged', text))], options);
  const { findings, unjudged } = JSON.parse(reportJson(report)) as Json;
  return { code: exitCode(report), findings, unjudged, rules: findings.map(({ rule }) => rule) };
}

test('JSON holds findings, what could not be judged, and whether all is well', async () => {
  const { code, out } = await check(broken, '--format', 'json');
  const { findings, unjudged, ok } = JSON.parse(out) as Json;
  expect([code, unjudged, ok]).toEqual([1, [], false]);
  expect(findings[0]).toEqual({
    file: '-',
    rule: 'no-public-access',
    severity: 'critical',
    message: 'The key policy opens the key to everybody.',
    evidence: ['anyone may Decrypt'],
    statements: [3],
    fix: expect.any(String),
    line: 1,
  });
});

describe('a key policy', () => {
  test('that keeps to the standard is clean, in a line', async () => {
    expect(await check(clean)).toEqual({ code: 0, out: 'nothing found in 1 key of 1 file\n', err: '' });
  });

  test('that breaks it is told with severity, rule, evidence, statement, line, fix and counts', async () => {
    const path = await command.file('key.json', JSON.stringify(broken, null, 2));
    const { code, out } = await command.run(['check', path, ...fixed]);
    const line = JSON.stringify(broken, null, 2)
      .split('\n')
      .findIndex((text) => text.includes('"Open"'));
    expect(code).toBe(1);
    expect(out).toContain('critical no-public-access: The key policy opens the key to everybody.');
    expect(out).toContain('anyone may Decrypt');
    expect(out).toContain(`key.json:${line}\n`);
    expect(out).toContain('"Sid": "Open"');
    expect(out).toContain('fix: Name the principals');
    expect(out).toMatch(/\d+ findings \(2 critical.*\) in 1 key of 1 file\n$/);
  });

  test('is judged in YAML, too, with the lines of the YAML', async () => {
    const { findings } = await judged(
      `Version: 2012-10-17\nStatement:\n  - ${JSON.stringify(root)}\n  - ${JSON.stringify(open)}\n`,
    );
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'no-public-access', line: 4 }));
  });

  test.each<[string, string, RegExp]>([
    [
      'broken JSON',
      '{\n  "Version": "2012-10-17",\n  "Statement": [}\n',
      /^standard input:3:17: not valid JSON/,
    ],
    ['a key that is there twice', '{"Statement": [],\n"Statement": []}', /:2:1: .*twice.*Keep one/],
    [
      'a wrong principal',
      JSON.stringify(policy(root, { ...user, Principal: { AWS: 'me' } }), null, 1),
      /:\d\d: .*"me" is no principal/,
    ],
    ['what is no policy', '{"hello": 1}', /no key policy .* no CloudFormation template .* no Terraform plan/],
    ['nothing at all', '', /no key policy/],
    ['broken YAML', 'Resources:\n  A: [', /standard input:2:\d+: not valid YAML/],
  ])('%s is told with its place, and is no clean policy', async (_, text, said) => {
    const { code, err } = await check(text);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });

  test('a statement about one key is judged on that key, and never lost', async () => {
    const arn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const about = (Resource: string) => policy(root, guardian, user, { ...open, Resource });
    expect((await judged(about(arn))).rules).toContain('no-public-access');
    expect((await judged(about(`${arn}*`))).unjudged[0]?.message).toContain('--key ARN');
    expect((await judged(about(`${arn}*`), { key: arn })).rules).toContain('no-public-access');
    const { Resource: _, ...elsewhere } = open;
    const butOne = policy(root, guardian, { ...elsewhere, NotResource: arn });
    expect((await judged(butOne)).code).toBe(2);
    expect((await judged(about(arn), { key: arn.replace('1234abcd', '4321dcba') })).rules).toEqual([]);
  });
});

describe('a CloudFormation template', () => {
  const userBy = (principal: string) =>
    `          - Effect: Allow\n            Principal: { AWS: ${principal} }\n            Action: kms:Decrypt\n            Resource: "*"\n`;

  test.each([
    ['the ARN of a role that the template names', '!GetAtt AppRole.Arn'],
    ['!Sub with pseudo parameters', '!Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/KeyUser"'],
    [
      '!Sub with values of its own',
      '!Sub ["arn:aws:iam::${A}:role/${N}", {A: !Ref AWS::AccountId, N: KeyUser}]',
    ],
    ['!Join', '!Join ["", ["arn:aws:iam::", !Ref "AWS::AccountId", ":role/KeyUser"]]'],
    ['the long form', '{"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/KeyUser"}'],
  ])('is judged with %s', async (_, principal) => {
    expect(await judged(template(userBy(principal)))).toEqual({
      code: 0,
      findings: [],
      unjudged: [],
      rules: [],
    });
    const stranger = principal.replaceAll('KeyUser', 'Nobody');
    if (stranger !== principal)
      expect((await judged(template(userBy(stranger)))).rules).toEqual(['users-only']);
  });

  test('a policy that only deployment tells is told by its path, and never clean', async () => {
    const { code, unjudged } = await judged(template(userBy('!Ref UserArn')));
    expect(code).toBe(2);
    expect(unjudged).toMatchObject([
      { line: 18, path: 'Resources.Key.Properties.KeyPolicy.Statement[2].Principal.AWS' },
    ]);
    expect(unjudged[0]?.message).toContain('--parameter UserArn=VALUE');
    expect((await judged(template(userBy('!ImportValue x')))).code).toBe(2);
    expect((await judged(template(userBy('!If [C, a, b]')))).code).toBe(2);
  });

  test('a parameter can be given', async () => {
    const parameter = { UserArn: 'arn:aws:iam::111122223333:role/KeyUser' };
    expect((await judged(template(userBy('!Ref UserArn')), { parameter })).code).toBe(0);
    const given = ['--parameter', `UserArn=${parameter.UserArn}`];
    expect(await check(template(userBy('!Ref UserArn')), ...given)).toMatchObject({ code: 0 });
  });

  test('a statement is found at its own line, and what cannot be judged stops nothing else', async () => {
    const { code, findings, unjudged } = await judged(
      template(userBy("'*'"), '      MultiRegion: !Ref UserArn\n'),
    );
    expect(code).toBe(1);
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'no-public-access', line: 18, resource: 'Key' }),
    );
    expect(unjudged).toMatchObject([{ path: 'Resources.Key.Properties.MultiRegion', line: 12 }]);
  });

  test.each<[string, string, readonly string[]]>([
    ['that does not rotate', 'EnableKeyRotation: false', ['rotation-enabled']],
    ['that rotates too seldom', 'EnableKeyRotation: true, RotationPeriodInDays: 700', ['rotation-period']],
    ['that cannot rotate', 'KeySpec: RSA_4096, KeyUsage: SIGN_VERIFY', []],
    ['of an external origin', 'Origin: EXTERNAL', []],
    ['that would be deleted too soon', 'EnableKeyRotation: yes, PendingWindowInDays: 7', ['deletion-window']],
  ])('a key %s', async (_, properties, expected) => {
    const text = `Resources:\n  Key:\n    Type: AWS::KMS::Key\n    Properties: { ${properties}, KeyPolicy: ${JSON.stringify(clean)} }\n`;
    const { rules, unjudged } = await judged(text);
    expect([rules, unjudged]).toEqual([expected, []]);
  });

  test('a key without a policy gets the one KMS gives it', async () => {
    await command.file('forbids.yaml', `${standard}defaults:\n  iamDelegation: forbidden\n`);
    const text = JSON.stringify(
      { Resources: { Key: { Type: 'AWS::KMS::ReplicaKey', Properties: {} } } },
      null,
      2,
    );
    const { code, out } = await check(text, '--standard', 'forbids.yaml');
    expect(code).toBe(1);
    expect(out).toContain('no key policy is written, so KMS takes its default');
  });

  test('a tag whose value only deployment tells is not missing, unless the standard goes by its value', async () => {
    const creation = 'defaults:\n  creation:\n    requiredTags: { owner: ["*"], tier: [gold] }\n';
    await command.file('tags.yaml', standard + creation);
    const tags = (tier: string) =>
      `      Tags: [{ Key: owner, Value: !Ref UserArn }, { Key: tier, Value: ${tier} }]\n`;
    const judgedTags = (text: string) => judged(template('', text), { standard: 'tags.yaml' });
    expect((await judgedTags(tags('gold'))).code).toBe(0);
    expect((await judgedTags(tags('lead'))).rules).toEqual(['required-tags']);
    expect((await judgedTags(tags('!Ref UserArn'))).unjudged).toMatchObject([
      { message: expect.stringContaining('tag tier') },
    ]);
  });

  test('a required alias is asked of a key only where the template tells its aliases', async () => {
    await command.file(
      'alias.yaml',
      `${standard}defaults:\n  creation:\n    requiredAliases: [alias/pay*]\n`,
    );
    const alias = (name: string) =>
      `  Alias:\n    Type: AWS::KMS::Alias\n    Properties: { AliasName: ${name}, TargetKeyId: !Ref Key }\n`;
    const rules = async (text: string) => (await judged(template(text), { standard: 'alias.yaml' })).rules;
    expect(await rules('')).toEqual([]);
    expect(await rules(alias('alias/payments'))).toEqual([]);
    expect(await rules(alias('!Ref UserArn'))).toEqual([]);
    expect(await rules(alias('alias/other'))).toEqual(['required-tags']);
  });

  test('a key is of the class that its tags tell', async () => {
    const often =
      'classes:\n  - name: often\n    match: { tags: { tier: [gold] } }\n    rotation: { periodInDays: 90 }\n';
    await command.file('classes.yaml', standard + often);
    const tier = (name: string) => template('', `      Tags: [{ Key: tier, Value: ${name} }]\n`);
    expect((await judged(tier('gold'), { standard: 'classes.yaml' })).rules).toEqual(['rotation-period']);
    expect((await judged(tier('lead'), { standard: 'classes.yaml' })).rules).toEqual([]);
    expect((await judged(tier('!Ref UserArn'), { standard: 'classes.yaml' })).code).toBe(2);
  });

  test('a value that is none is told', async () => {
    const { code, unjudged } = await judged(template('').replace('Rotation: true', 'Rotation: perhaps'));
    expect([code, unjudged[0]?.message]).toEqual([2, expect.stringContaining('"perhaps" is no value')]);
  });

  test('what a macro or a loop may write counts as not judged', async () => {
    const text = `Resources:\n  Fn::ForEach::Keys: [Name, [A, B], {}]\n`;
    expect((await judged(text)).unjudged).toMatchObject([{ line: 2 }]);
  });

  test('a file without a key is no error beside one with a key, and alone judges nothing', async () => {
    const none = await command.file('none.yaml', 'Resources:\n  Bucket: { Type: AWS::S3::Bucket }\n');
    const path = await command.file('clean.json', JSON.stringify(clean));
    expect(await command.run(['check', none, path, ...fixed])).toMatchObject({ code: 0 });
    const alone = await command.run(['check', none, ...fixed]);
    expect(alone.code).toBe(2);
    expect(alone.err).toContain('it describes no KMS key');
  });
});

describe('a Terraform plan', () => {
  const text = JSON.stringify(clean);
  const key = { policy: text, enable_key_rotation: true, tags: null };

  test.each<[string, object, readonly string[]]>([
    ['that keeps to the standard', key, []],
    ['that is open', { ...key, policy: JSON.stringify(broken) }, ['no-public-access']],
    ['that does not rotate', { policy: text }, ['rotation-enabled']],
    ['that rotates too seldom', { ...key, rotation_period_in_days: 700 }, ['rotation-period']],
    ['that cannot rotate', { policy: text, customer_master_key_spec: 'HMAC_256' }, []],
    ['in a key store', { policy: text, custom_key_store_id: 'cks-1' }, []],
    ['that would be deleted too soon', { ...key, deletion_window_in_days: 7 }, ['deletion-window']],
  ])('a key %s', async (_, values, expected) => {
    const { rules, unjudged } = await judged(plan(values));
    expect(unjudged).toEqual([]);
    expect(rules).toEqual(expect.arrayContaining([...expected]));
    if (expected.length === 0) expect(rules).toEqual([]);
  });

  test('a policy that is known only after apply is told, and stops no other rule', async () => {
    const unknown = { unknown: { policy: true }, written: ['policy'] };
    const { code, unjudged } = await judged(plan({ enable_key_rotation: true }, unknown));
    expect(code).toBe(2);
    expect(unjudged).toMatchObject([{ message: expect.stringContaining('cannot be judged before apply') }]);
    const other = await judged(plan({ enable_key_rotation: false }, unknown));
    expect([other.code, other.rules, other.unjudged.length]).toEqual([1, ['rotation-enabled'], 1]);
  });

  test('a plan without its changes is judged by its planned values, in child modules too', async () => {
    const { resource_changes: _, ...open } = plan({ ...key, policy: JSON.stringify(broken) });
    expect((await judged(open)).rules).toContain('no-public-access');
    const { resource_changes: __, ...unknown } = plan({ enable_key_rotation: true }, { written: ['policy'] });
    expect((await judged(unknown)).code).toBe(2);
  });

  test('a policy that is a resource of its own is judged there', async () => {
    const values = { enable_key_rotation: true };
    const unknown = { policy: true, rotation_period_in_days: true, multi_region: true };
    const with_ = (after: object, open?: object) =>
      judged(plan(values, { unknown, written: ['enable_key_rotation'], more: [keyPolicy(after, open)] }));
    expect(await with_({ policy: text })).toMatchObject({ code: 0, unjudged: [] });
    const { findings } = await with_({ policy: JSON.stringify(broken) });
    expect(findings[0]).toMatchObject({ resource: 'module.data["a.b"].aws_kms_key_policy.this' });
    expect((await with_({}, { policy: true, key_id: true })).code).toBe(2);
  });

  test('a key that is deleted is not judged', async () => {
    const change = { actions: ['delete'], before: {}, after: null, after_unknown: {} };
    const resource = { address: 'aws_kms_key.x', mode: 'managed', type: 'aws_kms_key', change };
    expect(await judged({ format_version: '1.2', resource_changes: [resource] })).toMatchObject({
      code: 2,
      findings: [],
    });
  });
});

test.each([
  ['an account that is none', ['--account', '1'], /twelve digits/],
  ['a standard that is not there', ['--standard', 'no.yaml'], /no\.yaml/],
  ['a key of another account', ['--key', 'arn:aws:kms:us-east-1:444455556666:key/a'], /444455556666/],
])('%s ends with 2', async (_, options, said) => {
  const { code, err } = await check(clean, ...options);
  expect(code).toBe(2);
  expect(err).toMatch(said);
});
