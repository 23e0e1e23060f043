import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDynamoLedger } from '../../../shared/ledger/dynamodb/ledger.ts';
import type { Ledger } from '../../../shared/ledger/ledger.ts';
import { MemoryLedger } from '../../../shared/ledger/memory-ledger.ts';
import { startTable } from './start-table.ts';

let started: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  started = await startTable();
});
afterAll(() => started.stop());

const place = { account: '111122223333', region: 'eu-west-1' };
const elsewhere = { ...place, region: 'eu-central-1' };
const breaker = { openedAt: '2026-11-24T10:00:00.000Z', why: '4 things were put right' };
const closing = { at: '2026-11-24T11:00:00.000Z', by: 'role/Admin', why: 'it is fixed', closes: breaker };
const remediation = (changeId: string, at = 60_000) => ({
  arn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  changeId,
  at,
  withinMinutes: 60,
});

describe.each<[string, () => Ledger]>([
  ['DynamoDB', () => createDynamoLedger(started)],
  ['memory', () => new MemoryLedger()],
])('the breaker of an account, in %s', (_, make) => {
  test('stays open for its first reason until it is closed; what came before is counted no more', async () => {
    const ledger = make();
    await ledger.countRemediation({ ...place, ...remediation('a') });
    await ledger.countRemediation({ ...place, ...remediation('b') });
    await ledger.countRemediation({ ...elsewhere, ...remediation('c') });
    await ledger.openAccountBreaker(place, breaker);
    await ledger.openAccountBreaker(place, { ...breaker, why: 'another' });
    expect(await ledger.accountBreaker(place)).toEqual(breaker);
    expect(await ledger.accountBreaker(elsewhere)).toBeUndefined();

    await ledger.closeAccountBreaker(place, closing);
    expect(await ledger.accountBreaker(place)).toBeUndefined();
    expect(await ledger.countRemediation({ ...place, ...remediation('d') })).toBe(1);
    expect(await ledger.countRemediation({ ...elsewhere, ...remediation('e') })).toBe(2);

    const second = { ...breaker, why: 'again' };
    await ledger.openAccountBreaker(place, second);
    expect(await ledger.accountBreaker(place)).toEqual(second);
  });
});
