import { CancelKeyDeletionCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage((standard) => ({
    ...standard,
    defaults: { ...standard.defaults, breaker: { perThing: 2, perAccount: 4, withinMinutes: 60 } },
  }));
});
afterEach(() => stage.stop());

const widen = async (key: string) => {
  await stage.put(key, wide());
  await stage.sandbox.idle();
};

test('a key that is changed again and again is left as it is, and people are called', async () => {
  const key = await stage.createKey();
  await widen(key);
  await widen(key);
  expect(await stage.livePolicy(key)).toBe(approved());
  stage.told.length = 0;
  await widen(key);
  expect(await stage.livePolicy(key)).toBe(wide());
  expect(stage.outcomes()).toEqual(['held']);
  const [alert] = stage.alerts();
  expect(alert?.headline).toMatch(/^LEFT AS IT IS: role\/KeyOwner /);
  await widen(key);
  expect(stage.outcomes()).toEqual(['held', 'held']);
  expect(stage.steps()).toEqual([]);
});

test('another key is still looked after', async () => {
  const key = await stage.createKey();
  for (let time = 1; time <= 3; time += 1) await widen(key);
  const other = await stage.createKey();
  await widen(other);
  expect(await stage.livePolicy(other)).toBe(approved());
});

test('a mistake in the standard is not carried through a whole account; deletions are still cancelled', async () => {
  const keys = [];
  for (let count = 1; count <= 5; count += 1) keys.push(await stage.createKey());
  for (const key of keys) await widen(key);
  const live = await Promise.all(keys.map((key) => stage.livePolicy(key)));
  expect(live.filter((policy) => policy === wide())).toHaveLength(1);
  expect(stage.outcomes().at(-1)).toBe('held');

  const [key = ''] = keys;
  const administrator = stage.as('administrator');
  await stage
    .as('owner')
    .send(new ScheduleKeyDeletionCommand({ KeyId: key }))
    .catch(() => {});
  await administrator.send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
  await stage.sandbox.idle();
  // It is pending no more: to cancel it again is an error.
  await expect(administrator.send(new CancelKeyDeletionCommand({ KeyId: key }))).rejects.toThrow(
    /pending deletion/,
  );
});
