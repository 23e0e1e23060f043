import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import { exampleDecision } from '../alerts/example-decision.ts';
import { startTable } from './dynamodb/start-table.ts';
import { baselineOf, newKey } from './example-baseline.ts';

let started: Awaited<ReturnType<typeof startTable>>;

beforeAll(async () => {
  started = await startTable();
});
afterAll(() => started.stop());

describe.each<[string, () => Ledger]>([
  ['DynamoDB', () => createDynamoLedger(started)],
  ['memory', () => new MemoryLedger()],
])('a ledger in %s', (_, make) => {
  let ledger: Ledger;
  beforeAll(() => {
    ledger = make();
  });

  describe('baselines', () => {
    test('a key nobody has approved has none', async () => {
      const key = newKey();
      expect(await ledger.baseline(key)).toBeUndefined();
      expect(await ledger.baselines(key)).toEqual([]);
    });

    test('the first is version 1, and comes back as it was written', async () => {
      const key = newKey();
      const adopted = await ledger.adopt(baselineOf(key, 'a', '{"é":"\u{1F511}"}'));
      expect(adopted.version).toBe(1);
      expect(await ledger.baseline(key)).toEqual(adopted);
    });

    test('adopting for the same change twice is once', async () => {
      const key = newKey();
      await ledger.adopt(baselineOf(key, 'a', 'first'));
      const again = await ledger.adopt(baselineOf(key, 'a', 'second'));
      expect(again).toMatchObject({ version: 1, policy: 'first' });
      expect(await ledger.baselines(key)).toHaveLength(1);
    });

    test('version 10 is newer than version 9', async () => {
      const key = newKey();
      for (let n = 1; n <= 11; n++) await ledger.adopt(baselineOf(key, `change ${n}`));
      expect((await ledger.baseline(key))?.changeId).toBe('change 11');
      expect((await ledger.baselines(key)).map(({ version }) => version)).toEqual([
        11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
      ]);
    });

    test('changes adopted at the same time each get a version of their own', async () => {
      const key = newKey();
      const changes = Array.from({ length: 12 }, (_, n) => `change ${n}`);
      const adopted = await Promise.all(changes.map((change) => ledger.adopt(baselineOf(key, change))));
      expect(adopted.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
        changes.map((_, n) => n + 1),
      );
      expect((await ledger.baselines(key)).map(({ changeId }) => changeId).sort()).toEqual(
        [...changes].sort(),
      );
    });

    test('one change adopted many times at the same time is one version', async () => {
      const key = newKey();
      const adopted = await Promise.all(Array.from({ length: 12 }, () => ledger.adopt(baselineOf(key, 'a'))));
      expect(new Set(adopted.map(({ version }) => version))).toEqual(new Set([1]));
    });
  });

  describe('decisions', () => {
    test('one is kept as it was recorded, each change by itself', async () => {
      const keyArn = newKey();
      const decision = exampleDecision({ arn: keyArn, changeId: 'a' });
      await ledger.record(decision);
      expect(await ledger.decision(keyArn, 'a')).toEqual(decision);
      expect(await ledger.decision(keyArn, 'b')).toBeUndefined();
    });

    test('one that is not told yet may be written again', async () => {
      const keyArn = newKey();
      await ledger.record(exampleDecision({ arn: keyArn, outcome: 'started' }));
      const final = exampleDecision({ arn: keyArn, outcome: 'remediated', told: true });
      await ledger.record(final);
      expect(await ledger.decision(keyArn, final.changeId)).toEqual(final);
    });

    test('one that is told is never overwritten', async () => {
      const keyArn = newKey();
      const told = exampleDecision({ arn: keyArn, told: true });
      await ledger.record(told);
      await ledger.record(exampleDecision({ arn: keyArn, outcome: 'started', told: false }));
      await ledger.record(exampleDecision({ arn: keyArn, outcome: 'failed', told: true }));
      expect(await ledger.decision(keyArn, told.changeId)).toEqual(told);
    });
  });

  describe('leases', () => {
    test('of twenty who ask at once, one gets it', async () => {
      const key = newKey();
      const asked = Array.from({ length: 20 }, (_, n) => ledger.acquireLease(key, `owner ${n}`, 1000, 2000));
      const leases = (await Promise.all(asked)).filter((lease) => lease !== undefined);
      expect(leases).toHaveLength(1);
      expect(leases[0]).toMatchObject({ arn: key, fence: 1 });
      expect(leases[0]).not.toHaveProperty('previousEndedAt');
    });

    test('a lease on one key leaves the others free', async () => {
      expect(await ledger.acquireLease(newKey(), 'a', 1000, 2000)).toBeDefined();
      expect(await ledger.acquireLease(newKey(), 'b', 1000, 2000)).toBeDefined();
    });

    test('one that was given back is free at once, and tells when it ended', async () => {
      const key = newKey();
      const lease = await ledger.acquireLease(key, 'a', 1000, 9000);
      if (lease === undefined) throw new Error('nobody held it');
      await ledger.releaseLease(lease, 1500);
      expect(await ledger.acquireLease(key, 'b', 1501, 9000)).toEqual({
        arn: key,
        owner: 'b',
        fence: 2,
        until: 9000,
        history: { remediations: [] },
        previousEndedAt: new Date(1500).toISOString(),
      });
    });

    test('one whose holder died is free once its time is up, not before', async () => {
      const key = newKey();
      await ledger.acquireLease(key, 'dead', 1000, 2000);
      expect(await ledger.acquireLease(key, 'b', 1999, 3000)).toBeUndefined();
      expect(await ledger.acquireLease(key, 'b', 2000, 3000)).toMatchObject({
        fence: 2,
        previousEndedAt: new Date(2000).toISOString(),
      });
    });

    test('a late release by the one before does not free it', async () => {
      const key = newKey();
      const late = await ledger.acquireLease(key, 'a', 1000, 2000);
      await ledger.acquireLease(key, 'b', 2000, 5000);
      if (late === undefined) throw new Error('nobody held it');
      await ledger.releaseLease(late, 2500);
      expect(await ledger.acquireLease(key, 'c', 2600, 6000)).toBeUndefined();
    });

    test('the same owner with an older fence does not free it either', async () => {
      const key = newKey();
      const first = await ledger.acquireLease(key, 'a', 1000, 2000);
      const second = await ledger.acquireLease(key, 'a', 1100, 2100);
      if (first === undefined || second === undefined) throw new Error('the owner was refused its own lease');
      expect(second.fence).toBe(2);
      await ledger.releaseLease(first, 1200);
      expect(await ledger.acquireLease(key, 'b', 1300, 2300)).toBeUndefined();
      await ledger.releaseLease(second, 1400);
      expect(await ledger.acquireLease(key, 'b', 1500, 2500)).toMatchObject({ fence: 3 });
    });

    test('releasing twice keeps the time it first ended at', async () => {
      const key = newKey();
      const lease = await ledger.acquireLease(key, 'a', 1000, 9000);
      if (lease === undefined) throw new Error('nobody held it');
      await ledger.releaseLease(lease, 1500);
      await ledger.releaseLease(lease, 8000);
      const next = await ledger.acquireLease(key, 'b', 8001, 9000);
      expect(next?.previousEndedAt).toBe(new Date(1500).toISOString());
    });
  });

  describe('the history kept with a lease', () => {
    const history = { remediations: [{ changeId: 'a', at: 1200 }] };

    test('comes with the next lease', async () => {
      const key = newKey();
      const lease = await ledger.acquireLease(key, 'a', 1000, 2000);
      if (lease === undefined) throw new Error('nobody held it');
      await ledger.keepHistory(lease, history);
      expect((await ledger.acquireLease(key, 'b', 2000, 3000))?.history).toEqual(history);
    });

    test('is written by nobody whose lease has passed to another, or was given back', async () => {
      const key = newKey();
      const late = await ledger.acquireLease(key, 'a', 1000, 2000);
      const next = await ledger.acquireLease(key, 'b', 2000, 3000);
      if (late === undefined || next === undefined) throw new Error('nobody held it');
      await expect(ledger.keepHistory(late, history)).rejects.toMatchObject({ code: 'LEASE_LOST' });
      await ledger.releaseLease(next, 2500);
      await expect(ledger.keepHistory(next, history)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    });
  });

  describe('refused calls', () => {
    const minute = 60_000;
    const call = (principal: string, id: string, at: number, operation = 'PutKeyPolicy') =>
      ledger.countAttempt({ principal, id, operation, at, withinMinutes: 10 });

    test('count once however often they are delivered, with those of the window before that are recent', async () => {
      const principal = newKey();
      await call(principal, 'a', 5 * minute, 'DisableKey');
      await call(principal, 'b', 9 * minute);
      expect(await call(principal, 'b', 9 * minute)).toEqual({
        window: 0,
        count: 2,
        operations: ['DisableKey', 'PutKeyPolicy'],
      });
      expect(await call(principal, 'c', 16 * minute)).toEqual({
        window: 1,
        count: 2,
        operations: ['PutKeyPolicy'],
      });
    });

    test('more than a hundred of one window are a hundred', async () => {
      const principal = newKey();
      for (let n = 0; n < 101; n++) await call(principal, `${n}`, minute);
      expect((await call(principal, 'one more', minute)).count).toBe(100);
    });
  });
});
