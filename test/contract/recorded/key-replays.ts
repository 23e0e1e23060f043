import {
  absent,
  answerOf,
  external,
  idOf,
  importInto,
  type Kms,
  otherRegion,
  type Replay,
} from './replay.ts';

const described =
  (input: object, step: string): Replay =>
  ({ createKey, describe }) => ({ [step]: describe(createKey({ ...input })) });

const describing =
  (...steps: readonly (readonly [step: string, id: string])[]): Replay =>
  ({ call }) =>
    Object.fromEntries(steps.map(([step, KeyId]) => [step, answerOf(() => call('DescribeKey', { KeyId }))]));

/** A key as it is described before its material comes, while it is there, and when it is gone. */
function importedAndLost(kms: Kms, KeyId: string) {
  const describe = () => kms.call('DescribeKey', { KeyId });
  const before = describe();
  importInto(kms, KeyId);
  const after = describe();
  kms.call('DeleteImportedKeyMaterial', { KeyId });
  return {
    'describe-key-before-import': before,
    'describe-key-after-import': after,
    'describe-key-after-deleted-import': describe(),
  };
}

const materialOf =
  (KeySpec: string, input: object): Replay =>
  (kms) =>
    importedAndLost(kms, kms.createKey({ Origin: 'EXTERNAL', Description: 'test-key', ...input, KeySpec }));

/** What was recorded of keys and their metadata, of replicas, and of imported material. */
export const keyReplays: Readonly<Record<string, Replay>> = {
  test_create_key: described({ Description: 'test key 123' }, 'describe-key'),
  test_create_multi_region_key: described(
    { Description: 'test multi region key', MultiRegion: true },
    'create_multi_region_key',
  ),
  test_non_multi_region_keys_should_not_have_multi_region_properties: described(
    { Description: 'test non multi region key' },
    'non_multi_region_keys_should_not_have_multi_region_properties',
  ),
  test_hmac_create_key: described(
    { Description: 'test key', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    'describe-key',
  ),
  test_hmac_create_key_invalid_operations: ({ call }) => ({
    'create-hmac-key-without-key-usage': answerOf(() => call('CreateKey', { KeySpec: 'HMAC_256' })),
  }),
  test_describe_with_alias_arn({ call, createKey, describe }) {
    const TargetKeyId = createKey({ Description: 'test - description' });
    call('CreateAlias', { AliasName: 'alias/a', TargetKeyId });
    return {
      'created-key': describe(TargetKeyId),
      'describe-key': call('DescribeKey', { KeyId: 'arn:aws:kms:us-east-1:111122223333:alias/a' }),
    };
  },
  test_get_key_in_different_region({ call }) {
    const made = call('CreateKey', { Description: 'test key 123' }, undefined, otherRegion);
    const { Arn } = made.KeyMetadata as { Arn: string };
    const describe = (KeyId: string, region?: string) =>
      answerOf(() => call('DescribeKey', { KeyId }, undefined, region));
    return {
      'describe-key-diff-region-with-id': describe(idOf(Arn)),
      'describe-key-diff-region-with-arn': describe(Arn),
      'describe-key-same-specific-region-with-id': describe(idOf(Arn), otherRegion),
      'describe-key-same-specific-region-with-arn': describe(Arn, otherRegion),
    };
  },
  test_get_key_does_not_exist: describing(
    ['describe-nonexistent-key-with-id', absent],
    ['describe-nonexistent-with-arn', `arn:aws:kms:us-east-1:111122223333:key/${absent}`],
    ['describe-key-with-valid-id-mrk', `mrk-${absent.replaceAll('-', '')}`],
  ),
  test_get_key_invalid_uuid: describing(
    ['describe-key-with-invalid-uuid', 'fake-key-id'],
    ['describe-key-with-invalid-uuid-2', absent.replaceAll('-', '')],
    ['describe-key-with-invalid-uuid-mrk', 'mrk-fake-key-id'],
  ),
  test_replicate_key({ call, createKey }) {
    const ReplicaRegion = 'ap-southeast-1';
    const KeyId = createKey({ Description: 'test replicated key', MultiRegion: true });
    const there = () => call('DescribeKey', { KeyId: idOf(KeyId) }, undefined, ReplicaRegion);
    const before = answerOf(there);
    const made = call('ReplicateKey', { KeyId, ReplicaRegion });
    return {
      'describe-key-from-different-region': before,
      'replicate-key': { ...made, ReplicaPolicy: JSON.parse(String(made.ReplicaPolicy)) },
      'describe-key-from-region': call('DescribeKey', { KeyId }),
      'describe-replicated-key': there(),
    };
  },
  test_replicate_replica_key_should_fail({ call, createKey }) {
    const KeyId = createKey({ MultiRegion: true });
    call('ReplicateKey', { KeyId, ReplicaRegion: otherRegion });
    const replica = KeyId.replace('us-east-1', otherRegion);
    const again = { KeyId: replica, ReplicaRegion: 'eu-west-1' };
    return {
      'fail-replicate-non-primary-key': answerOf(() => call('ReplicateKey', again, undefined, otherRegion)),
    };
  },
  test_import_key_symmetric(kms) {
    const { call, createKey, describe } = kms;
    const KeyId = createKey(external);
    const encrypt = () => answerOf(() => call('Encrypt', { KeyId, Plaintext: 'aGk=' }));
    const made = describe(KeyId);
    const early = encrypt();
    const undated = answerOf(() => importInto(kms, KeyId, { ExpirationModel: 'KEY_MATERIAL_EXPIRES' }));
    return {
      'created-key': made,
      'encrypt-before-import-error': early,
      'import-expiring-key-without-valid-to': undated,
      ...importedAndLost(kms, KeyId),
      'encrypt-after-delete-error': encrypt(),
    };
  },
  test_import_key_asymmetric: materialOf('ECC_NIST_P256', { KeyUsage: 'SIGN_VERIFY' }),
  test_import_key_ecc_keys: (kms, spec) =>
    materialOf(spec, { KeyUsage: 'SIGN_VERIFY', Description: 'test ecc key import' })(kms, spec),
  test_import_key_hmac_keys: (kms, spec) =>
    materialOf(spec, { KeyUsage: 'GENERATE_VERIFY_MAC', Description: 'test import hmac key' })(kms, spec),
  test_get_parameters_for_import: ({ call, createKey }) => ({
    'response-error': answerOf(() => call('GetParametersForImport', { KeyId: createKey() })),
  }),
  test_get_parameters_for_import_raises_for_non_external_kms_keys: ({ call, createKey }) => ({
    'get-import-parameters-error': answerOf(() => call('GetParametersForImport', { KeyId: createKey() })),
  }),
};
