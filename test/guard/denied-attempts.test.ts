import { PutKeyPolicyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
let key: string;
beforeEach(async () => {
  stage = await startStage();
  key = await stage.createKey();
  stage.told.length = 0;
});
afterEach(() => stage.stop());

/** The user may decrypt, and change nothing. */
async function tries(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    const kms = stage.as('user');
    const tried =
      time % 2 === 0
        ? kms.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }))
        : kms.send(new ScheduleKeyDeletionCommand({ KeyId: key }));
    await expect(tried).rejects.toMatchObject({ name: 'AccessDeniedException' });
  }
  await stage.sandbox.idle();
}

test('a few refused calls are no matter', async () => {
  await tries(4);
  expect(stage.outcomes()).toEqual([]);
  expect(stage.alerts()).toEqual([]);
});

test('many by the same principal are told, once, with what was tried', async () => {
  await tries(9);
  expect(stage.outcomes()).toEqual(['alerted']);
  expect(stage.findings()).toMatchObject([
    {
      rule: 'denied-attempts',
      message: 'KMS refused 5 calls by the same principal within 10 minutes.',
      evidence: ['arn:aws:iam::111122223333:role/KeyUser', 'refused: PutKeyPolicy, ScheduleKeyDeletion'],
    },
  ]);
  expect(stage.alerts().map(({ headline }) => headline)).toEqual(
    Array(2).fill(
      expect.stringMatching(
        /^Broke the standard: role\/KeyUser .* was refused again and again, last for \w+$/,
      ),
    ),
  );
});

test('one that is delivered many times counts once', async () => {
  await tries(1);
  const record = stage.sandbox.records.findLast(({ errorCode }) => errorCode !== undefined);
  for (let again = 0; again < 9 && record; again += 1) stage.sandbox.deliver(record);
  await stage.sandbox.idle();
  expect(stage.outcomes()).toEqual([]);
});
