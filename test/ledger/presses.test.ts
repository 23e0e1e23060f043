import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import type { KeptPress } from '../../shared/ledger/press.ts';
import { startTable } from './dynamodb/start-table.ts';
import { newKey } from './example-baseline.ts';

let started: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  started = await startTable();
});
afterAll(() => started.stop());

const pressOn = (arn: string, more: Partial<KeptPress> = {}): KeptPress => ({
  id: 'a',
  press: 'accept',
  arn,
  changeId: 'change',
  slack: 'U0ALICE',
  name: 'Alice',
  at: '2026-11-24T10:00:00.000Z',
  outcome: 'done',
  said: 'It is the baseline now.',
  ...more,
});

describe.each<[string, () => Ledger]>([
  ['DynamoDB', () => createDynamoLedger(started)],
  ['memory', () => new MemoryLedger()],
])('presses in %s', (_, make) => {
  test('are kept under their thing, newest first', async () => {
    const ledger = make();
    const [arn, other] = [newKey(), newKey()];
    const first = pressOn(arn);
    const second = pressOn(arn, { id: 'b', at: '2026-11-24T10:00:01.000Z', outcome: 'refused' });
    await ledger.keepPress(first);
    await ledger.keepPress(second);
    await ledger.keepPress(pressOn(other));
    expect(await ledger.presses(arn)).toEqual([second, first]);
    expect(await ledger.presses(newKey())).toEqual([]);
  });

  test('kept twice are kept once', async () => {
    const ledger = make();
    const arn = newKey();
    await ledger.keepPress(pressOn(arn));
    await ledger.keepPress(pressOn(arn));
    expect(await ledger.presses(arn)).toHaveLength(1);
  });

  test('of very many, the newest hundred are read', async () => {
    const ledger = make();
    const arn = newKey();
    const at = (n: number) => new Date(Date.UTC(2026, 10, 24) + n).toISOString();
    for (let n = 0; n < 101; n += 1) await ledger.keepPress(pressOn(arn, { id: `${n}`, at: at(n) }));
    const found = await ledger.presses(arn);
    expect(found).toHaveLength(100);
    expect(found[0]?.id).toBe('100');
  });

  test('a request is taken by one, and by the same one again', async () => {
    const ledger = make();
    const name = newKey();
    const until = Date.now() + 60_000;
    const asked = Array.from({ length: 12 }, (_, n) => ledger.takeOnce(name, `owner ${n}`, until));
    const taken = await Promise.all(asked);
    expect(taken.filter((each) => each)).toHaveLength(1);
    expect(await ledger.takeOnce(name, `owner ${taken.indexOf(true)}`, until)).toBe(true);
    expect(await ledger.takeOnce(newKey(), 'owner 0', until)).toBe(true);
  });
});
