import { describe, expect, test } from '@jest/globals';
import { administrator, refusal, startKms } from './account.ts';

function startReplicated() {
  const kms = startKms();
  const primary = kms.createKey({ MultiRegion: true });
  kms.call('ReplicateKey', { KeyId: primary, ReplicaRegion: 'eu-west-1' });
  return { ...kms, primary, replica: primary.replace('us-east-1', 'eu-west-1') };
}

describe('A multi-Region key', () => {
  test('and its replica name each other', () => {
    const { describe: metadata, primary, replica } = startReplicated();
    const both = {
      PrimaryKey: { Arn: primary, Region: 'us-east-1' },
      ReplicaKeys: [{ Arn: replica, Region: 'eu-west-1' }],
    };
    expect(metadata(primary).MultiRegionConfiguration).toEqual({ MultiRegionKeyType: 'PRIMARY', ...both });
    expect(metadata(replica, 'eu-west-1').MultiRegionConfiguration).toEqual({
      MultiRegionKeyType: 'REPLICA',
      ...both,
    });
  });

  test('answers a replica that is still being made: without material, and without tags it was not given', () => {
    const { call, createKey, describe: metadata } = startKms();
    const KeyId = createKey({ MultiRegion: true });
    const made = call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    expect(made.ReplicaKeyMetadata).toMatchObject({ KeyState: 'Creating', Enabled: false });
    expect(made.ReplicaKeyMetadata).not.toHaveProperty('CurrentKeyMaterialId');
    expect(made).not.toHaveProperty('ReplicaTags');
    const replica = metadata(KeyId.replace('us-east-1', 'eu-west-1'), 'eu-west-1');
    expect(replica.CurrentKeyMaterialId).toBe(metadata(KeyId).CurrentKeyMaterialId);
  });

  test('is not deleted before its replicas', () => {
    const { kms, call, describe: metadata, primary, replica, pass } = startReplicated();
    call('ScheduleKeyDeletion', { KeyId: primary, PendingWindowInDays: 10 });
    expect(metadata(primary)).toMatchObject({
      KeyState: 'PendingReplicaDeletion',
      PendingDeletionWindowInDays: 10,
    });
    call('ScheduleKeyDeletion', { KeyId: replica, PendingWindowInDays: 7 }, administrator, 'eu-west-1');
    pass(8);
    expect(metadata(primary).KeyState).toBe('PendingDeletion');
    pass(10);
    kms.tick();
    expect(refusal(() => metadata(primary)).code).toBe('NotFoundException');
  });

  test('can have its primary moved, after which only the new one replicates', () => {
    const { call, primary, replica } = startReplicated();
    call('UpdatePrimaryRegion', { KeyId: primary, PrimaryRegion: 'eu-west-1' });
    expect(refusal(() => call('ReplicateKey', { KeyId: primary, ReplicaRegion: 'eu-west-2' }))).toEqual({
      code: 'UnsupportedOperationException',
      message: `${primary} is not a multi-region primary key.`,
    });
    call('ReplicateKey', { KeyId: replica, ReplicaRegion: 'eu-west-2' }, administrator, 'eu-west-1');
  });

  test('rotates by its primary only', () => {
    const { call, primary, replica } = startReplicated();
    const onReplica = (operation: string) => call(operation, { KeyId: replica }, administrator, 'eu-west-1');
    call('EnableKeyRotation', { KeyId: primary });
    expect(onReplica('GetKeyRotationStatus').KeyRotationEnabled).toBe(true);
    expect(refusal(() => onReplica('DisableKeyRotation')).code).toBe('UnsupportedOperationException');
  });
});
