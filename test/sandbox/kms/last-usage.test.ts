import { describe, expect, test } from '@jest/globals';
import { administrator, dayMs, refusal, startKms, stranger } from './account.ts';

const usage = (kms: ReturnType<typeof startKms>, KeyId: string, region?: string) =>
  kms.call('GetKeyLastUsage', { KeyId }, administrator, region);
const start = Date.parse('2026-11-01T10:00:00.500Z');

describe('the last use of a key', () => {
  test('is none while nobody has used it, since it was created', () => {
    const kms = startKms();
    const KeyId = kms.createKey();
    kms.call('DisableKey', { KeyId });
    kms.call('EnableKey', { KeyId });
    expect(usage(kms, KeyId)).toEqual({
      KeyId: KeyId.split('/')[1],
      KeyLastUsage: {},
      TrackingStartDate: start / 1000,
      KeyCreationDate: start / 1000,
    });
  });

  test('is the last cryptographic operation, with its time and IDs', () => {
    const kms = startKms({ recordReads: true });
    const KeyId = kms.createKey();
    const { CiphertextBlob } = kms.call('Encrypt', { KeyId, Plaintext: 'aGk=' });
    kms.pass(3);
    kms.call('Decrypt', { CiphertextBlob });
    const record = kms.records.at(-1);
    kms.pass(1);
    kms.call('DescribeKey', { KeyId });
    expect(usage(kms, KeyId)).toMatchObject({
      KeyLastUsage: {
        Operation: 'Decrypt',
        Timestamp: (start + 3 * dayMs) / 1000,
        CloudTrailEventId: record?.eventID,
        KmsRequestId: record?.requestID,
      },
    });
  });

  test('is not one that KMS refused', () => {
    const kms = startKms();
    const KeyId = kms.createKey();
    kms.call('DisableKey', { KeyId });
    expect(refusal(() => kms.call('Encrypt', { KeyId, Plaintext: 'aGk=' })).code).toBe('DisabledException');
    expect(usage(kms, KeyId)).toMatchObject({ KeyLastUsage: {} });
  });

  test('is told while the key awaits deletion, of each replica by itself, and to no other account', () => {
    const kms = startKms();
    const KeyId = kms.createKey({ MultiRegion: true });
    kms.call('Encrypt', { KeyId, Plaintext: 'aGk=' });
    kms.call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    kms.call('ScheduleKeyDeletion', { KeyId });
    expect(usage(kms, KeyId)).toMatchObject({ KeyLastUsage: { Operation: 'Encrypt' } });
    const replica = KeyId.replace('us-east-1', 'eu-west-1');
    expect(usage(kms, replica, 'eu-west-1')).toMatchObject({ KeyLastUsage: {} });
    expect(refusal(() => kms.call('GetKeyLastUsage', { KeyId }, stranger)).code).toBe(
      'AccessDeniedException',
    );
  });
});
