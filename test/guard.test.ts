import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../cli/demo/key-policy.ts';
import { approved, type Stage, startStage, wide } from './guard/stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

describe('the guard', () => {
  test('a widened policy is back, told once on each channel', async () => {
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.alerts()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  test('its own writes come back as receipts, and cause nothing', async () => {
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', 'remediated', 'clean']);
  });

  test('the same event ten times at once is one revert and one telling', async () => {
    const key = await stage.createKey();
    await stage.put(key, wide());
    const record = stage.sandbox.records.findLast(({ eventName }) => eventName === 'PutKeyPolicy');
    for (let again = 0; again < 9 && record; again += 1) stage.sandbox.deliver(record);
    await stage.sandbox.idle();
    expect(stage.steps()).toHaveLength(1);
    expect(stage.alerts()).toHaveLength(2);
  }, 20_000);

  test('a key that was created public has no baseline to go back to: it is repaired, and that is told', async () => {
    const open = document([
      ...governedPolicy('111122223333'),
      { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' },
    ]);
    const key = await stage.createKey('pipeline', open);
    expect(stage.outcomes()).toEqual(['remediated', 'clean']);
    expect(stage.alerts()).toHaveLength(2);
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('an attacker who is quicker than the first look does not get its policy approved', async () => {
    const pipeline = stage.as('pipeline');
    const owner = stage.as('owner');
    const { KeyMetadata } = await pipeline.send(new CreateKeyCommand({ Policy: approved() }));
    const KeyId = KeyMetadata?.KeyId ?? '';
    await owner.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: wide() }));
    await stage.sandbox.idle();
    expect(await stage.livePolicy(KeyId)).toBe(approved());
  });

  test('a key whose policy shuts the guardian out is told as a failure', async () => {
    const withoutGuardian = governedPolicy('111122223333').filter(({ Sid }) => Sid !== 'GuardianPutsRight');
    const key = await stage.createKey();
    await stage.put(key, document(withoutGuardian));
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', 'failed']);
    expect(stage.alerts()).toHaveLength(2);
  });

  test('what is no CloudTrail record ends in the dead-letter queue, and stops nothing', async () => {
    const key = await stage.createKey();
    stage.sandbox.queues.PolicyQueue?.send('this is not JSON');
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.sandbox.queues.PolicyDeadLetterQueue?.size).toBe(1);
  }, 60_000);

  test('of two wide policies in a row, the second put right with the first, both are told', async () => {
    const key = await stage.createKey();
    stage.sandbox.faults.set({ events: { drop: 0, duplicate: 0, reorder: 2 } });
    const owner = stage.as('owner');
    await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
    await owner.send(
      new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide().replace('Decrypt', '*') }),
    );
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.outcomes().filter((outcome) => outcome === 'remediated')).toHaveLength(1);
    expect(stage.outcomes()).toContain('already-right');
    expect(stage.steps()).toHaveLength(1);
  });

  test('a throttled revert is made when KMS lets it, and told once', async () => {
    const key = await stage.createKey();
    await stage.put(key, approved());
    await stage.sandbox.idle();
    stage.told.length = 0;
    const owner = stage.as('owner');
    await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
    stage.sandbox.faults.set({
      errors: [{ operation: 'PutKeyPolicy', code: 'ThrottlingException', times: 6 }],
    });
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(stage.alerts()).toHaveLength(2);
  }, 60_000);

  test.each(['GetKeyPolicy', 'PutKeyPolicy', 'PutItem', 'UpdateItem', 'Publish'])(
    'a crash after %s leaves the policy put right, and told',
    async (operation) => {
      const key = await stage.createKey();
      const owner = stage.as('owner');
      await owner.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: wide() }));
      stage.sandbox.faults.set({ crashAfter: [{ operation, times: 1 }] });
      await stage.sandbox.idle();
      expect(await stage.livePolicy(key)).toBe(approved());
      expect(stage.alerts().length).toBeGreaterThanOrEqual(2);
    },
    90_000,
  );

  test.each([
    ['of a key store that is gone', 'clean', { customKeyStoreId: 'cks-1234567890abcdef0' }],
    ['that does not say of what', 'recorded', {}],
  ])('a change %s ends in the ledger too', async (_, outcome, requestParameters) => {
    await stage.createKey();
    const [creation] = stage.sandbox.records;
    if (!creation) throw new Error('no record of the creation');
    stage.sandbox.deliver({
      ...creation,
      eventID: 'b1a2c3d4-0000-4000-8000-000000000000',
      eventName: 'DisconnectCustomKeyStore',
      requestParameters,
      responseElements: null,
      resources: [],
    });
    await stage.sandbox.idle();
    expect(stage.outcomes()).toEqual(['adopted', outcome]);
  });

  test('a deletion and a disabling are undone', async () => {
    const key = await stage.createKey();
    await stage.as('root').send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }));
    await stage.sandbox.idle();
    await stage.as('administrator').send(new DisableKeyCommand({ KeyId: key }));
    await stage.sandbox.idle();
    const { KeyMetadata } = await stage.as('administrator').send(new DescribeKeyCommand({ KeyId: key }));
    expect(KeyMetadata?.KeyState).toBe('Enabled');
  });
});
