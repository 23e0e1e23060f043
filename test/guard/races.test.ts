import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

const narrowed = () => approved().replace('"kms:GenerateDataKey",', '');
const lastRecord = () => {
  const record = stage.sandbox.records.at(-1);
  if (!record) throw new Error('nothing was recorded');
  return record;
};

/** Makes a change whose event is kept back, and gives the event. */
async function withheld(make: () => Promise<unknown>) {
  stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
  await make();
  stage.sandbox.faults.set({});
  return lastRecord();
}

describe('a compliant policy of a pipeline is not lost', () => {
  test('where the guardian saw it before its event, and took it for an attacker’s', async () => {
    const key = await stage.createKey('pipeline', narrowed());
    const attack = await withheld(() => stage.put(key, wide()));
    const deploy = await withheld(() => stage.put(key, approved(), 'pipeline'));
    stage.sandbox.deliver(attack);
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(narrowed());
    stage.sandbox.deliver(deploy);
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.findings().map(({ rule }) => rule)).toContain('overwritten-change');
  });

  test('where it was written between the guardian’s look and its write', async () => {
    const key = await stage.createKey('pipeline', narrowed());
    // CloudTrail tells whole seconds: the pipeline's change must be known to be later than the creation.
    await setTimeout(1_100);
    const attack = await withheld(() => stage.put(key, wide()));
    stage.sandbox.faults.set({ latencyMs: 500 });
    stage.sandbox.deliver(attack);
    await setTimeout(200);
    await stage.put(key, approved(), 'pipeline');
    stage.sandbox.faults.set({});
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('where an attacker overwrote it before its event came', async () => {
    const key = await stage.createKey('pipeline', narrowed());
    await setTimeout(1_100);
    const deploy = await withheld(() => stage.put(key, approved(), 'pipeline'));
    await withheld(() => stage.put(key, wide()));
    stage.sandbox.deliver(deploy);
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });
});

describe('a read that is older than the change', () => {
  test('does not let the change pass', async () => {
    const key = await stage.createKey();
    await stage.put(key, approved());
    await stage.sandbox.idle();
    stage.sandbox.faults.set({ staleReads: 5 });
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.outcomes()).toContain('remediated');
  });
});

test('what the guardian wrote comes back, confirms it, and is acted on no more', async () => {
  const key = await stage.createKey();
  await stage.put(key, wide());
  await stage.sandbox.idle();
  expect(stage.steps()).toHaveLength(1);
  expect(stage.outcomes()).toEqual(['adopted', 'remediated', 'clean']);
});
