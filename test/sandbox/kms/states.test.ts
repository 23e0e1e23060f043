import { describe, expect, test } from '@jest/globals';
import { policyOf, refusal, startKms } from './account.ts';

describe('A disabled key', () => {
  test.each(['EnableKeyRotation', 'DisableKeyRotation', 'RotateKeyOnDemand', 'Encrypt', 'CreateGrant'])(
    'refuses %s as disabled',
    (operation) => {
      const { call, createKey } = startKms();
      const KeyId = createKey();
      call('DisableKey', { KeyId });
      const input = { KeyId, Plaintext: 'aGk=' };
      expect(refusal(() => call(operation, input))).toEqual({
        code: 'DisabledException',
        message: `${KeyId} is disabled.`,
      });
    },
  );

  test('answers the rest, and can be enabled', () => {
    const { call, createKey, describe: metadata } = startKms();
    const KeyId = createKey();
    call('DisableKey', { KeyId });
    call('PutKeyPolicy', { KeyId, Policy: policyOf() });
    expect(call('GetKeyRotationStatus', { KeyId }).KeyRotationEnabled).toBe(false);
    call('EnableKey', { KeyId });
    expect(metadata(KeyId).KeyState).toBe('Enabled');
  });

  test('has no deletion to cancel', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    call('DisableKey', { KeyId });
    expect(refusal(() => call('CancelKeyDeletion', { KeyId }))).toEqual({
      code: 'KMSInvalidStateException',
      message: `${KeyId} is not pending deletion.`,
    });
  });
});

describe('A key that awaits deletion', () => {
  test.each([
    'EnableKey',
    'DisableKey',
    'EnableKeyRotation',
    'ScheduleKeyDeletion',
    'TagResource',
    'UpdateKeyDescription',
    'Encrypt',
    'CreateGrant',
  ])('refuses %s', (operation) => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    call('ScheduleKeyDeletion', { KeyId });
    expect(refusal(() => call(operation, { KeyId }))).toEqual({
      code: 'KMSInvalidStateException',
      message: `${KeyId} is pending deletion.`,
    });
  });

  test('still takes a policy', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    call('ScheduleKeyDeletion', { KeyId });
    const Policy = policyOf();
    call('PutKeyPolicy', { KeyId, Policy });
    expect(call('GetKeyPolicy', { KeyId }).Policy).toBe(Policy);
  });

  test('comes back disabled', () => {
    const { call, createKey, describe: metadata } = startKms();
    const KeyId = createKey();
    call('ScheduleKeyDeletion', { KeyId });
    expect(call('CancelKeyDeletion', { KeyId })).toEqual({ KeyId });
    expect(metadata(KeyId)).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    expect(metadata(KeyId).DeletionDate).toBeUndefined();
  });

  test.each([6, 31, 7.5])('does not wait %p days', (PendingWindowInDays) => {
    const { call, createKey, describe: metadata } = startKms();
    const KeyId = createKey();
    refusal(() => call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays }));
    expect(metadata(KeyId).KeyState).toBe('Enabled');
  });

  test('is gone when its window is over, with its aliases, and not before', () => {
    const { kms, call, createKey, describe: metadata, records, pass } = startKms();
    const KeyId = createKey();
    call('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: KeyId });
    call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    pass(6.9);
    expect(metadata(KeyId).KeyState).toBe('PendingDeletion');
    pass(0.2);
    kms.tick();
    expect(records.at(-1)).toMatchObject({
      eventName: 'DeleteKey',
      eventType: 'AwsServiceEvent',
      userIdentity: { invokedBy: 'AWS Internal' },
      resources: [{ ARN: KeyId }],
    });
    expect(refusal(() => metadata(KeyId)).code).toBe('NotFoundException');
    expect(call('ListAliases').Aliases).toEqual([]);
  });
});
