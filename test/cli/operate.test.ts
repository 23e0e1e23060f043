import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { account, approved, type Stage, startStage, wide } from '../guard/stage.ts';
import { lastChange } from '../guard/undo-on-stage.ts';
import { BuiltCommand, root } from './built-command.ts';

// Each command is a process of its own.
jest.setTimeout(30_000);

let command: BuiltCommand;
let stage: Stage;
let arn: string;
let key: string;

beforeAll(async () => {
  command = await BuiltCommand.build();
  stage = await startStage((standard) => ({
    ...standard,
    defaults: { ...standard.defaults, breaker: { perThing: 2, perAccount: 100, withinMinutes: 60 } },
  }));
}, 60_000);
afterAll(async () => {
  await stage?.stop();
  await command?.remove();
});

async function newKey(): Promise<void> {
  key = await stage.createKey();
  arn = `arn:aws:kms:${stage.sandbox.region}:${account}:key/${key}`;
}

/** Types a command as one of the stage's callers. */
async function type(caller: string, ...args: readonly string[]) {
  const { accessKeyId, secretAccessKey } = stage.sandbox.callers[caller] ?? {};
  const environment = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: undefined,
    AWS_REGION: undefined,
    LEDGER_TABLE: stage.sandbox.table,
  };
  return command.run([...args, '--endpoint', stage.sandbox.endpoint], '', environment);
}

async function widen(policy = wide()): Promise<string> {
  await stage.put(key, policy);
  const change = lastChange(stage, 'PutKeyPolicy');
  await stage.sandbox.idle();
  return change;
}

describe('undo', () => {
  beforeAll(newKey);

  test('is typed as the alert has it, once, under the name of whoever types it', async () => {
    const change = await widen();
    const typed = stage.sandbox.sns.messages.map((each) => JSON.stringify(each)).join('\n');
    expect(typed).toContain(`kms-guardian undo ${change} --on ${arn}`);

    const { code, out } = await type('owner', 'undo', change, '--on', arn, '--why', 'a partner reads this');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Undone, as decided by role\/KeyOwner \(session /),
    ]);
    expect(out).toContain('the key policy is the one that the guardian had replaced');
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(wide());
    expect(stage.findings().at(-1)?.respected).toMatchObject({ why: 'a partner reads this', undoes: change });

    const again = await type('owner', 'undo', change, '--on', arn, '--format', 'json');
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out)).toMatchObject({
      outcome: 'undone-before',
      why: expect.stringContaining('a partner reads this'),
    });
  });

  test('of a change that nobody knows says what to type', async () => {
    const { code, err } = await type('owner', 'undo', 'e-1', '--on', arn);
    expect([code, err]).toEqual([2, expect.stringContaining('The ledger knows no change e-1')]);
  });

  test('by one who may not write the policy is no decision, and says what AWS answers', async () => {
    await newKey();
    const change = await widen();
    const { code, err } = await type('outsider', 'undo', change, '--on', arn);
    expect([code, err]).toEqual([2, expect.stringContaining('not authorized')]);
    expect(await stage.livePolicy(key)).toBe(approved());
  });
});

describe('baseline', () => {
  const narrow = () => {
    const { Statement, ...rest } = JSON.parse(approved());
    return JSON.stringify({
      ...rest,
      Statement: Statement.filter(({ Sid }: { Sid: string }) => Sid !== 'UsersUse'),
    });
  };
  const adopt = (why: string) =>
    type('root', 'baseline', 'adopt', arn, '--why', why, '--standard', join(root, 'standard.yaml'));
  beforeAll(newKey);

  test('a key as it is becomes the next version, with who and why, and is gone back to from then on', async () => {
    await stage.put(key, narrow());
    await stage.sandbox.idle();
    const adopted = await adopt('the users are gone');
    expect([adopted.code, adopted.out]).toEqual([
      0,
      expect.stringMatching(/version 2 .* by The root user of 111122223333: the users are gone\n$/),
    ]);
    await widen();
    expect(await stage.livePolicy(key)).toBe(narrow());

    const shown = JSON.parse((await type('root', 'baseline', 'show', arn, '--format', 'json')).out);
    expect(shown).toMatchObject({ version: 2, state: 'Enabled', why: 'the users are gone' });
    expect(shown.policyAt).toBe(shown.adoptedAt);
    const history = (await type('root', 'baseline', 'history', arn)).out.split('\n');
    expect(history).toEqual([
      expect.stringMatching(/^version 2 .*the users are gone$/),
      expect.stringMatching(/^version 1 .*by role\/Deploy.*: the key was created, and complies$/),
      '',
    ]);
    const { out } = await type('root', 'baseline', 'list', '--region', stage.sandbox.region);
    expect(out).toMatch(new RegExp(`^${arn}  version 2 `, 'm'));
    expect(out.split('\n').filter((line) => line.startsWith(arn))).toHaveLength(1);
  });

  test('a policy that breaks the standard is refused, with what it breaks', async () => {
    const open = wide();
    await stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
    await stage.put(key, open);
    const { code, out } = await adopt('so that it stops');
    expect(code).toBe(1);
    expect(out).toMatch(/^The key policy breaks the standard\.\n\w+ trusted-accounts: /);
    expect(out).toMatch(/Nothing was adopted\.\n$/);
    const shown = JSON.parse((await type('root', 'baseline', 'show', arn, '--format', 'json')).out);
    expect(shown.version).toBe(2);
    await stage.sandbox.faults.set({ events: { drop: 0, duplicate: 0, reorder: 0 } });
  });

  test('of a key of which nothing is approved is none, which ends with 1', async () => {
    const { code, out } = await type('root', 'baseline', 'show', arn.replace(/.{4}$/, '0000'));
    expect([code, out]).toEqual([1, expect.stringContaining('approved yet')]);
  });
});

describe('breaker', () => {
  beforeAll(newKey);

  test('that is open is shown, closed by a person, and the key is looked after again', async () => {
    for (let time = 1; time <= 3; time += 1) await widen();
    expect(await stage.livePolicy(key)).toBe(wide());
    const typed = JSON.stringify(stage.sandbox.sns.messages.at(-1));
    expect(typed).toContain(`kms-guardian breaker close ${arn} --why REASON`);

    for (const which of [[arn], ['--region', stage.sandbox.region]]) {
      const { code, out, err } = await type('root', 'breaker', 'show', ...which);
      expect([code, out, err]).toEqual([1, expect.stringContaining(`${arn}\n  open since `), '']);
    }
    const closed = await type('root', 'breaker', 'close', arn, '--why', 'the script is stopped');
    expect([closed.code, closed.out]).toEqual([
      0,
      expect.stringMatching(/^Closed, as decided by The root user/),
    ]);
    const { code, out } = await type('root', 'breaker', 'show', arn);
    expect([code, out]).toEqual([0, expect.stringContaining('the script is stopped')]);
    expect((await type('root', 'breaker', 'close', arn, '--why', 'again')).code).toBe(1);
    await widen();
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('of an account that is not open says so', async () => {
    const { code, out } = await type(
      'root',
      'breaker',
      'show',
      '--account',
      account,
      '--region',
      'us-east-1',
    );
    expect([code, out]).toEqual([0, expect.stringMatching(/^account 111122223333 in us-east-1\n {2}closed/)]);
  });
});

describe('what cannot be done ends with 2, and says what to do', () => {
  beforeAll(newKey);
  test.each<[string, () => readonly string[], RegExp]>([
    [
      'an ARN that is none',
      () => ['baseline', 'show', 'payments'],
      /"payments" is not the ARN of a key, an alias/,
    ],
    [
      'adopting an alias',
      () => ['baseline', 'adopt', arn.replace(/key\/.*/, 'alias/a'), '--why', 'x'],
      /ARN of a key\./,
    ],
    ['adopting without a reason', () => ['baseline', 'adopt', arn], /required option '--why <text>'/],
    ['an unknown subcommand', () => ['baseline', 'forget', arn], /unknown (command|option)/],
    ['closing no breaker', () => ['breaker', 'close', '--why', 'x'], /Which breaker .* --account/],
    ['closing two', () => ['breaker', 'close', arn, '--account', account, '--why', 'x'], /Both/],
    [
      'an account that is none',
      () => ['breaker', 'show', '--account', '1', '--region', 'us-east-1'],
      /"1" is no account/,
    ],
    ['an account without a Region', () => ['breaker', 'show', '--account', account], /no Region is named/],
    ['no table', () => ['baseline', 'show', arn, '--table', ''], /--table NAME, or set LEDGER_TABLE/],
    [
      'a table that is not there',
      () => ['baseline', 'show', arn, '--table', 'Other'],
      /no table "Other" in us-east-1\. Name the ledger .* --table/,
    ],
  ])('%s', async (_, args, said) => {
    const { code, out, err } = await type('root', ...args());
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });
});
