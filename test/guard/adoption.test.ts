import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage((standard) => ({
    ...standard,
    defaults: {
      ...standard.defaults,
      trust: { accounts: ['444455556666'], organizations: [] },
      creation: { ...standard.defaults.creation, specs: ['RSA_4096'] },
      rules: { 'users-only': { mode: 'observe' } },
    },
  }));
});
afterEach(() => stage.stop());

const narrowed = () => approved().replace('"kms:GenerateDataKey",', '');

test('a key of the wrong spec still has an approved policy, to which it goes back', async () => {
  const key = await stage.createKey();
  await stage.put(key, wide());
  await stage.sandbox.idle();
  expect(await stage.livePolicy(key)).toBe(approved());
});

test('what a pipeline makes of the policy of such a key is approved, and not lost by a later revert', async () => {
  const key = await stage.createKey();
  await stage.put(key, narrowed(), 'pipeline');
  await stage.sandbox.idle();
  await stage.put(key, wide());
  await stage.sandbox.idle();
  expect(await stage.livePolicy(key)).toBe(narrowed());
});
