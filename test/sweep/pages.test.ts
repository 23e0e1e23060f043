import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { parseKeyArn } from '../../shared/events/decode.ts';
import { decodeSweep } from '../../shared/events/decode-sweep.ts';
import { createSweeper } from '../../shared/lambda/sweep-handler.ts';
import { type SweepHappening, sweepers } from '../../shared/sweep/sweep.ts';
import { standardOf } from '../sandbox/standard.ts';

const at = '2026-12-01T03:00:00Z';
const order = JSON.stringify({ 'kms-guardian': 'sweep', id: at, at });

let sandbox: Sandbox;
let asked: { readonly by: string; readonly arn: string; readonly id: string }[];
let told: SweepHappening[];
let log: string[];

beforeEach(async () => {
  asked = [];
  told = [];
  log = [];
  const nothing = async () => ({ batchItemFailures: [] });
  const note = (by: string) => async (event: { readonly Records: readonly { readonly body: string }[] }) => {
    for (const { body } of event.Records) {
      const { key, id } = decodeSweep(JSON.parse(body)) ?? {};
      asked.push({ by, arn: key?.arn ?? '', id: id ?? '' });
    }
    return nothing();
  };
  sandbox = await startSandbox({
    standard: standardOf(),
    deployment: await readFile('serverless.yml', 'utf8'),
    handlers: (environment) => ({
      ...Object.fromEntries(sweepers.map((name) => [name, note(name)])),
      perimeter: nothing,
      tell: nothing,
      sweep: createSweeper({
        environment,
        report: (each) => told.push(each),
        write: (line) => log.push(line),
        pause: async () => {},
      }),
    }),
    failed: () => {},
  });
});
afterEach(() => sandbox.stop());

/** Makes keys of which no event tells. */
function makeKeys(count: number): readonly string[] {
  const caller = sandbox.callers.pipeline;
  if (!caller) throw new Error('no pipeline');
  sandbox.faults.set({ events: { drop: count, duplicate: 0, reorder: 0 } });
  const from = { caller, region: sandbox.region, sourceIp: '10.0.0.1', userAgent: 'test' };
  const arns = Array.from({ length: count }, () => {
    const made = sandbox.kms.call('CreateKey', {}, from) as {
      readonly KeyMetadata: { readonly Arn: string };
    };
    return made.KeyMetadata.Arn;
  });
  sandbox.faults.set({});
  return arns;
}

async function sweep(body = order) {
  sandbox.queues.SweepQueue?.send(body, { groupId: 'sweep' });
  await sandbox.idle();
}

/** What each function was asked to look at, each look once. */
const looks = (by: string) =>
  [...new Set(asked.filter((each) => each.by === by).map(({ arn, id }) => `${arn} ${id}`))].sort();
const everyLook = (arns: readonly string[], by: string) =>
  arns.map((arn) => `${arn} sweep-${by}-${at}`).sort();
const ends = () => told.filter(({ type }) => type === 'sweep-ended');

describe('a sweep', () => {
  test('asks each function for each of a thousand keys once, page by page, and tells what it came to', async () => {
    const keys = makeKeys(1_000);
    await sweep();
    for (const by of sweepers) expect(looks(by)).toEqual(everyLook(keys, by));
    expect(asked).toHaveLength(1_000 * sweepers.length);
    expect(told.map(({ page, keys }) => [page, keys])).toEqual(
      Array.from({ length: 10 }, (_, index) => [index + 1, (index + 1) * 100]),
    );
    expect(ends()).toEqual([{ type: 'sweep-ended', id: at, at, page: 10, keys: 1_000, ofAws: 0, unread: 0 }]);
    expect(log.map((line) => JSON.parse(line)).at(-1)).toMatchObject({ message: 'sweep-ended', keys: 1_000 });
    expect(sandbox.queues.SweepDeadLetterQueue?.size).toBe(0);
  }, 60_000);

  test('of an account without keys ends at once', async () => {
    await sweep();
    expect(ends()).toMatchObject([{ page: 1, keys: 0 }]);
    expect(asked).toEqual([]);
  });

  test.each([
    ['a page was listed', 'ListKeys'],
    ['a key was described', 'DescribeKey'],
    ['some requests were sent', 'SendMessageBatch'],
    ['the order for the next page was sent', 'SendMessage'],
  ])(
    'goes on where it was when the function dies after %s, misses nothing, and ends once',
    async (_, operation) => {
      const keys = makeKeys(250);
      sandbox.faults.set({ crashAfter: [{ operation, times: 1 }] });
      await sweep();
      for (const by of sweepers) expect(looks(by)).toEqual(everyLook(keys, by));
      expect(ends()).toMatchObject([{ page: 3, keys: 250 }]);
      expect(sandbox.faults.settings.crashAfter).toMatchObject([{ times: 0 }]);
    },
    30_000,
  );

  test('that is ordered twice asks for the same looks, which the ledger knows', async () => {
    const keys = makeKeys(3);
    await sweep();
    await sweep(order);
    // Later than a queue remembers: the order is carried out again.
    await sweep(order.replace('{', '{ '));
    expect(asked).toHaveLength(2 * 3 * sweepers.length);
    for (const by of sweepers) expect(looks(by)).toEqual(everyLook(keys, by));
  });

  test('asks for a key that it cannot read all the same, and for one that is gone no more', async () => {
    const [unread = '', gone = '', other = ''] = makeKeys(3);
    const describe = sandbox.kms.call.bind(sandbox.kms);
    sandbox.kms.call = (operation, input, from) => {
      if (operation === 'DescribeKey' && input.KeyId === unread)
        throw Object.assign(new Error('no'), { code: 'AccessDeniedException', status: 400 });
      if (operation === 'DescribeKey' && input.KeyId === gone)
        throw Object.assign(new Error('no'), { code: 'NotFoundException', status: 400 });
      return describe(operation, input, from);
    };
    await sweep();
    expect(looks('policy')).toEqual(everyLook([unread, other], 'policy'));
    expect(ends()).toMatchObject([{ keys: 2, unread: 1 }]);
  });

  test('leaves out the keys that AWS manages, and counts them', async () => {
    const [own = '', theirs = ''] = makeKeys(2);
    const call = sandbox.kms.call.bind(sandbox.kms);
    sandbox.kms.call = (operation, input, from) => {
      const answer = call(operation, input, from);
      if (operation !== 'DescribeKey' || input.KeyId !== theirs) return answer;
      return { KeyMetadata: { KeyId: parseKeyArn(theirs)?.keyId, KeyManager: 'AWS' } };
    };
    await sweep();
    expect(looks('policy')).toEqual(everyLook([own], 'policy'));
    expect(ends()).toMatchObject([{ keys: 1, ofAws: 1 }]);
  });

  test('waits for KMS where it takes no more requests, and repeats the page', async () => {
    const keys = makeKeys(2);
    sandbox.faults.set({ errors: [{ operation: 'ListKeys', code: 'ThrottlingException', times: 5 }] });
    await sweep();
    expect(looks('grants')).toEqual(everyLook(keys, 'grants'));
    expect(ends()).toHaveLength(1);
  }, 30_000);

  test('by an order that is none ends in the dead-letter queue', async () => {
    await sweep('{"kms-guardian":"sweep"}');
    expect(sandbox.queues.SweepDeadLetterQueue?.bodies).toEqual(['{"kms-guardian":"sweep"}']);
    expect(log.join()).toContain('UNKNOWN_SWEEP_ORDER');
  });
});
