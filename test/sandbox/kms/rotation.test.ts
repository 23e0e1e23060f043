import { describe, expect, test } from '@jest/globals';
import { refusal, startKms } from './account.ts';

describe('Rotation', () => {
  test('is every 365 days unless said otherwise, and keeps its period', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    call('EnableKeyRotation', { KeyId });
    expect(call('GetKeyRotationStatus', { KeyId }).RotationPeriodInDays).toBe(365);
    call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    call('EnableKeyRotation', { KeyId });
    expect(call('GetKeyRotationStatus', { KeyId })).toEqual({
      KeyId,
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
      NextRotationDate: Date.parse('2027-01-30T10:00:00.500Z') / 1000,
    });
    call('DisableKeyRotation', { KeyId });
    expect(call('GetKeyRotationStatus', { KeyId })).toEqual({ KeyId, KeyRotationEnabled: false });
  });

  test.each([89, 2561])('is not every %p days', (RotationPeriodInDays) => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    expect(refusal(() => call('EnableKeyRotation', { KeyId, RotationPeriodInDays })).code).toBe(
      'ValidationException',
    );
  });

  test.each([
    { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
    { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
  ])('is not for %j', (input) => {
    const { call, createKey } = startKms();
    const KeyId = createKey(input);
    for (const operation of ['GetKeyRotationStatus', 'EnableKeyRotation', 'DisableKeyRotation'])
      expect(refusal(() => call(operation, { KeyId })).code).toBe('UnsupportedOperationException');
  });

  test('happens by itself, with a service event, and not while the key is disabled', () => {
    const { kms, call, createKey, describe: metadata, records, pass } = startKms();
    const KeyId = createKey();
    call('EnableKeyRotation', { KeyId, RotationPeriodInDays: 90 });
    const before = metadata(KeyId).CurrentKeyMaterialId;
    call('DisableKey', { KeyId });
    pass(91);
    kms.tick();
    expect(metadata(KeyId).CurrentKeyMaterialId).toBe(before);
    call('EnableKey', { KeyId });
    kms.tick();
    expect(records.at(-1)).toMatchObject({
      eventName: 'RotateKey',
      serviceEventDetails: { rotationType: 'AUTOMATIC', keyId: KeyId.split('/')[1] },
    });
    expect(metadata(KeyId).CurrentKeyMaterialId).not.toBe(before);
    expect(call('ListKeyRotations', { KeyId }).Rotations).toMatchObject([{ RotationType: 'AUTOMATIC' }]);
  });

  test('on demand has a limit', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    for (let count = 0; count < 25; count += 1)
      expect(call('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId });
    expect(refusal(() => call('RotateKeyOnDemand', { KeyId })).code).toBe('LimitExceededException');
  });
});
