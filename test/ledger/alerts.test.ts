import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AsideAlert } from '../../shared/ledger/alert-line.ts';
import { createDynamoLedger } from '../../shared/ledger/dynamodb/ledger.ts';
import type { Incident } from '../../shared/ledger/incident.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { MassEvent } from '../../shared/ledger/mass-event.ts';
import { MemoryLedger } from '../../shared/ledger/memory-ledger.ts';
import { startTable } from './dynamodb/start-table.ts';
import { newKey } from './example-baseline.ts';

let started: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  started = await startTable();
});
afterAll(() => started.stop());

const incident: Incident = {
  cause: 'no-public-access+policy-drift',
  openedAt: '2026-11-24T10:00:00.000Z',
  lastAt: '2026-11-24T10:05:00.000Z',
  count: 2,
  told: ['a', 'b'],
  posted: { slack: { channel: 'C0ALERTS', ts: '1.2' } },
};
const snoozed = { by: 'U0ALICE', at: '2026-11-24T10:06:00.000Z', until: '2026-11-24T14:06:00.000Z' };

const massEvent = (key: string, more: Partial<MassEvent> = {}): MassEvent => ({
  key,
  kind: { operation: 'DisableKey', actor: 'role/Admin', account: '111122223333', region: 'eu-west-1' },
  recent: [{ ref: '1', at: Date.UTC(2026, 10, 24), outcome: 'remediated' }],
  worst: [],
  ...more,
});
const open = { since: '', until: '', count: 10, outcomes: { remediated: 10 }, told: {} };

const aside = (changeId: string, arn = 'arn:x'): AsideAlert => ({
  headline: 'x'.repeat(2_000),
  severity: 'high',
  outcome: 'remediated',
  arn,
  changeId,
  at: '2026-11-24T10:00:00.000Z',
  why: 'mass',
  account: '111122223333',
  region: 'eu-west-1',
});

describe.each<[string, () => Ledger]>([
  ['DynamoDB', () => createDynamoLedger(started)],
  ['memory', () => new MemoryLedger()],
])('what was told, in a ledger in %s', (_, make) => {
  let ledger: Ledger;
  beforeAll(() => {
    ledger = make();
  });

  test('an incident is of one thing and cause, and comes back as it was kept', async () => {
    const key = newKey();
    await ledger.keepIncident(key, incident);
    await ledger.keepIncident(key, { ...incident, cause: 'none', count: 9 });
    expect(await ledger.incident(key, incident.cause)).toEqual(incident);
    expect(await ledger.incident(key, 'policy-drift')).toBeUndefined();
    expect(await ledger.incident(newKey(), incident.cause)).toBeUndefined();
  });

  test('a cause of very many rules has its own, too', async () => {
    const key = newKey();
    const long = (end: string) => `${'some-rule+'.repeat(200)}${end}`;
    await ledger.keepIncident(key, { ...incident, cause: long('a') });
    expect(await ledger.incident(key, long('a'))).toMatchObject({ cause: long('a') });
    expect(await ledger.incident(key, long('b'))).toBeUndefined();
  });

  test('whoever snoozes an incident, and whoever tells it meanwhile, take nothing from each other', async () => {
    const key = newKey();
    await ledger.keepIncident(key, incident);
    const read = await ledger.incident(key, incident.cause);
    await ledger.snooze(key, incident.cause, snoozed);
    await ledger.keepIncident(key, { ...incident, ...read, count: 3 });
    expect(await ledger.incident(key, incident.cause)).toEqual({ ...incident, count: 3, snoozed });
    const later = { ...snoozed, by: 'U0BOB' };
    await ledger.snooze(key, incident.cause, later);
    await ledger.keepIncident(key, { ...incident, count: 4, snoozed });
    expect(await ledger.incident(key, incident.cause)).toEqual({ ...incident, count: 4, snoozed: later });
  });

  test('a mass event that is going on is found until it is closed', async () => {
    await ledger.keepMassEvent(massEvent('quiet'));
    await ledger.keepMassEvent(massEvent('loud', { open }));
    expect(await ledger.massEvent('quiet')).toEqual(massEvent('quiet'));
    expect(await ledger.openMassEvents()).toEqual([massEvent('loud', { open })]);
    await ledger.keepMassEvent(massEvent('loud'));
    expect(await ledger.openMassEvents()).toEqual([]);
    expect(await ledger.massEvent('none')).toBeUndefined();
  });

  test('what was put aside is kept by the day, each once, however much it is', async () => {
    const changes = Array.from({ length: 600 }, (_, n) => `change-${n}`);
    for (const change of changes) await ledger.putAside('2026-11-24', aside(change));
    await ledger.putAside('2026-11-24', aside('change-0'));
    await ledger.putAside('2026-11-24', aside('change-0', 'arn:y'));
    await ledger.putAside('2026-11-25', aside('other'));
    const found = await ledger.asideOf('2026-11-24');
    expect(found).toHaveLength(changes.length + 1);
    expect(new Set(found.map(({ changeId }) => changeId))).toEqual(new Set(changes));
    expect(await ledger.asideOf('2026-11-25')).toEqual([aside('other')]);
  }, 20_000);

  test('it knows of which day the last digest was', async () => {
    expect(await ledger.lastDigest()).toBeUndefined();
    await ledger.keepLastDigest('2026-11-23');
    await ledger.keepLastDigest('2026-11-24');
    expect(await ledger.lastDigest()).toBe('2026-11-24');
  });
});
