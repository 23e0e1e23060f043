import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { exampleDecision } from '../alerts/example-decision.ts';
import { account, approved, type Stage, startStage, wide } from './stage.ts';
import { connectionOf, lastChange, type UndoOptions, undoOnStage } from './undo-on-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

const arnOf = (keyId: string) => `arn:aws:kms:${stage.sandbox.region}:${account}:key/${keyId}`;

const undo = (changeId: string, arn: string, more: UndoOptions = {}) =>
  undoOnStage(stage, changeId, arn, more);

/** A key whose policy was widened, and put right. */
async function revertedKey() {
  const key = await stage.createKey();
  await stage.put(key, wide());
  const change = lastChange(stage, 'PutKeyPolicy');
  await stage.sandbox.idle();
  expect(await stage.livePolicy(key)).toBe(approved());
  stage.told.length = 0;
  return { key, arn: arnOf(key), change };
}

const wider = document([
  ...governedPolicy(account),
  ...JSON.parse(wide()).Statement.slice(-1),
  {
    Sid: 'Wider',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::777788889999:root' },
    Action: 'kms:Decrypt',
    Resource: '*',
  },
]);

describe('an undone revert of a policy', () => {
  test('stands: its event is told, with who decided so and why, and is not reverted', async () => {
    const { key, arn, change } = await revertedKey();
    expect(await undo(change, arn)).toMatchObject({ outcome: 'undone', steps: [{ kind: 'put-key-policy' }] });
    expect(await stage.livePolicy(key)).toBe(wide());
    expect(stage.steps()).toEqual([]);
    expect(stage.outcomes()).toEqual(['alerted']);
    expect(stage.findings().flatMap(({ evidence }) => evidence)).toContainEqual(
      expect.stringMatching(/^put back by role\/KeyOwner on .*: a partner reads this$/),
    );
  });

  test('does not excuse what is widened further', async () => {
    const { key, arn, change } = await revertedKey();
    await undo(change, arn);
    await stage.put(key, wider);
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('is undone once', async () => {
    const { key, arn, change } = await revertedKey();
    await undo(change, arn);
    await stage.put(key, approved());
    await stage.sandbox.idle();
    const again = await undo(change, arn);
    expect(again).toMatchObject({
      outcome: 'undone-before',
      why: expect.stringContaining('by role/KeyOwner'),
    });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('is finished by the same undo where it was interrupted before anything was written', async () => {
    const { key, arn, change } = await revertedKey();
    const died = () => Promise.reject(new Error('the connection is gone'));
    await expect(undo(change, arn, { take: died })).rejects.toThrow('the connection is gone');
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(await undo(change, arn)).toMatchObject({ outcome: 'undone' });
    expect(await stage.livePolicy(key)).toBe(wide());
    expect(await undo(change, arn)).toMatchObject({ outcome: 'undone-before' });
  });

  test('is respected, and finished by the same undo, where it was interrupted after the write', async () => {
    const { key, arn, change } = await revertedKey();
    const died = () => Promise.reject(new Error('the connection is gone'));
    await expect(undo(change, arn, { taken: died })).rejects.toThrow('the connection is gone');
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(wide());
    expect(stage.steps()).toEqual([]);
    const written = stage.sandbox.records.length;
    expect(await undo(change, arn)).toMatchObject({ outcome: 'undone' });
    expect(stage.sandbox.records).toHaveLength(written);
    expect(await undo(change, arn)).toMatchObject({ outcome: 'undone-before' });
  });

  test('is no decision where AWS refuses it: the same policy is reverted again', async () => {
    const { key, arn, change } = await revertedKey();
    await expect(
      undo(change, arn, {
        by: 'pipeline',
        take: () => stage.put(key, wide(), 'administrator').then(() => {}),
      }),
    ).rejects.toThrow(/not authorized/);
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });
});

test('what has moved on since is left alone', async () => {
  const { key, arn, change } = await revertedKey();
  const narrow = document(governedPolicy(account).filter(({ Sid }) => Sid !== 'UsersUse'));
  await stage.put(key, narrow);
  await stage.sandbox.idle();
  expect(await undo(change, arn)).toMatchObject({ outcome: 'moved-on' });
  expect(await stage.livePolicy(key)).toBe(narrow);
});

test('what a function replaced that died at once is known all the same', async () => {
  const key = await stage.createKey();
  const arn = arnOf(key);
  stage.sandbox.faults.set({ events: { drop: 2, duplicate: 0, reorder: 0 } });
  await stage.put(key, wide());
  const widened = stage.sandbox.records.findLast(({ eventName }) => eventName === 'PutKeyPolicy');
  if (widened === undefined) throw new Error('no record of the change');
  // As the function leaves it that writes the policy, and then dies: see the tests of carryOut.
  const { ledger } = connectionOf(stage, 'owner');
  const planned = [{ kind: 'put-key-policy', policy: approved(), replaces: wide() }] as const;
  const started = { outcome: 'started', arn, changeId: String(widened.eventID), steps: [], planned } as const;
  await ledger.record(exampleDecision(started));
  await stage.put(key, approved(), 'guardian');
  stage.sandbox.deliver(widened);
  await stage.sandbox.idle();
  expect(await ledger.decision(arn, started.changeId)).toMatchObject({ outcome: 'remediated', told: true });
  expect(await undo(started.changeId, arn)).toMatchObject({ outcome: 'undone' });
  expect(await stage.livePolicy(key)).toBe(wide());
});
