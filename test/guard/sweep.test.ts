import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sweepMessage } from '../../shared/events/decode-sweep.ts';
import { account, approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

/** Has the function for policies look at a key, as the sweep does. */
async function sweep(key: string, id: string) {
  const queue = Object.entries(stage.sandbox.queues).find(([name]) =>
    /policy(?!.*(dead|dlq))/i.test(name),
  )?.[1];
  if (!queue) throw new Error('no queue for policies');
  const arn = `arn:aws:kms:${stage.sandbox.region}:${account}:key/${key}`;
  queue.send(JSON.stringify(sweepMessage(arn, id, new Date().toISOString())));
  await stage.sandbox.idle();
}

test('a change whose event never came is put right by the sweep, once, and told', async () => {
  const key = await stage.createKey();
  stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
  await stage.put(key, wide());
  stage.sandbox.faults.set({});
  stage.told.length = 0;
  await sweep(key, 'sweep-1');
  await sweep(key, 'sweep-1');
  expect(await stage.livePolicy(key)).toBe(approved());
  expect(stage.steps()).toHaveLength(1);
  expect(stage.alerts()[0]?.headline).toMatch(/^Reverted: the sweep found key .* as it must not be$/);
});

test('a key in order is recorded, and nobody is told', async () => {
  const key = await stage.createKey();
  stage.told.length = 0;
  await sweep(key, 'sweep-1');
  expect(stage.outcomes()).toEqual(['clean']);
  expect(stage.alerts()).toEqual([]);
});
