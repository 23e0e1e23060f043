import { absent, answerOf, external, idOf, type Kms, type Replay } from './replay.ts';

const tag = (TagKey: string, TagValue = 'value') => ({ TagKey, TagValue });
const numbered = (...numbers: readonly number[]) => numbers.map((n) => tag(`tag${n}`, `value${n}`));
const tagsOf = ({ call }: Kms, KeyId: string) => call('ListResourceTags', { KeyId }).Tags;

/** A key with so many tags, and its tags after a call. */
const retagged =
  (count: number, after: string, operation: string, input: object): Replay =>
  (kms) => {
    const KeyId = kms.createKey({ Tags: numbered(...Array.from({ length: count }, (_, n) => n + 1)) });
    const before = tagsOf(kms, KeyId);
    kms.call(operation, { KeyId, ...input });
    return { 'list-resource-tags': before, [after]: tagsOf(kms, KeyId) };
  };

const refusedTags =
  (step: string, Tags: readonly object[]): Replay =>
  ({ call, createKey }) => ({
    [step]: answerOf(() => call('TagResource', { KeyId: createKey(), Tags })),
  });

const rotated =
  (step: string, input: object = {}, before: readonly string[] = []): Replay =>
  ({ call, createKey }) => {
    const KeyId = createKey({ ...input });
    for (const operation of before) call(operation, { KeyId });
    return {
      [step]: answerOf(() => call('RotateKeyOnDemand', { KeyId })),
      'rotation-status-response-after-rotation': answerOf(() => call('GetKeyRotationStatus', { KeyId })),
    };
  };

const wrongContext: Replay = ({ call, createKey }) => {
  const KeyId = createKey();
  const EncryptionContext = { purpose: 'test' };
  const { CiphertextBlob } = call('GenerateDataKey', { KeyId, KeySpec: 'AES_256', EncryptionContext });
  return { 'decrypt-without-encryption-context': answerOf(() => call('Decrypt', { CiphertextBlob })) };
};

const generated =
  (operation: string, step: string): Replay =>
  ({ call, createKey }) => ({ [step]: call(operation, { KeyId: createKey(), KeySpec: 'AES_256' }) });

/** What was recorded of aliases, tags, rotation, and the little data plane that the sandbox has. */
export const otherReplays: Readonly<Record<string, Replay>> = {
  test_create_alias: ({ call, createKey }) => ({
    create_alias: answerOf(() => call('CreateAlias', { AliasName: 'a', TargetKeyId: createKey() })),
  }),
  test_tag_existing_key_and_untag: retagged(2, 'list-resource-tags-after-all-untagged', 'UntagResource', {
    TagKeys: ['tag1', 'tag2'],
  }),
  test_create_key_with_tag_and_untag: retagged(2, 'list-resource-tags-after-all-untagged', 'UntagResource', {
    TagKeys: ['tag1', 'tag2'],
  }),
  test_untag_key_partially: retagged(3, 'list-resource-tags-after-partially-untagged', 'UntagResource', {
    TagKeys: ['tag2'],
  }),
  test_update_and_add_tags_on_tagged_key: retagged(
    3,
    'list-resource-tags-after-tags-updated',
    'TagResource',
    { Tags: [tag('tag2', 'updated_value2'), ...numbered(4, 5)] },
  ),
  test_tag_key_with_duplicate_tag_keys_raises_error: refusedTags('duplicate-tag-keys', [tag('a'), tag('a')]),
  test_create_key_with_too_many_tags_raises_error: refusedTags(
    'invalid-tag-key',
    numbered(...Array.from({ length: 51 }, (_, n) => n)),
  ),
  test_tag_existing_key_with_invalid_tag_key: refusedTags('invalid-tag-key', [tag('aws:key')]),
  test_key_with_long_tag_value_raises_error: refusedTags('too-long-tag-value', [tag('k', 'v'.repeat(257))]),
  test_create_key_with_invalid_tag_key: (kms, kind) =>
    refusedTags('invalid-tag-key', [
      tag(
        kind === 'lowercase_prefix' ? 'aws:key' : kind === 'uppercase_prefix' ? 'AWS:key' : 'a'.repeat(129),
      ),
    ])(kms, kind),
  test_key_enable_rotation_status({ call, createKey }, days) {
    const KeyId = createKey();
    call('EnableKeyRotation', { KeyId, RotationPeriodInDays: Number(days) });
    return { match_response: call('GetKeyRotationStatus', { KeyId }) };
  },
  test_rotate_key_on_demand_modifies_key_material: rotated('rotate-on-demand-response'),
  test_rotate_on_demand_returns_arn_for_key_id: rotated('rotate-on-demand-aws-key'),
  test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_disabled:
    rotated('rotate-on-demand-response'),
  test_rotate_key_on_demand_with_symmetric_key_and_automatic_rotation_enabled: rotated(
    'rotate-on-demand-response',
    {},
    ['EnableKeyRotation'],
  ),
  test_rotate_key_on_demand_raises_error_given_key_is_disabled: rotated('error-response', {}, ['DisableKey']),
  test_rotate_key_on_demand_raises_error_given_non_symmetric_key: rotated('error-response', {
    KeySpec: 'RSA_2048',
    KeyUsage: 'SIGN_VERIFY',
  }),
  test_rotate_key_on_demand_on_external_key_with_no_key_material: (kms, spec) =>
    rotated(`rotate-key-on-demand-error-response-${spec}`, external)(kms, spec),
  test_rotate_key_on_demand_raises_error_given_key_that_does_not_exist: ({ call }) => ({
    'error-response': answerOf(() => call('RotateKeyOnDemand', { KeyId: absent })),
  }),
  test_key_rotations_limits: rotated('error-response', {}, Array(25).fill('RotateKeyOnDemand')),
  test_key_rotation_updates_current_key_material_id_for_aws_symmetric_keys({ call, createKey }) {
    const KeyId = createKey({ Description: 'test-key' });
    const before = call('DescribeKey', { KeyId });
    call('RotateKeyOnDemand', { KeyId });
    return {
      'describe-key-before-rotation': before,
      'describe-key-after-rotation': call('DescribeKey', { KeyId }),
    };
  },
  test_generate_data_key: generated('GenerateDataKey', 'generate-data-key-result'),
  test_generate_data_key_without_plaintext: generated(
    'GenerateDataKeyWithoutPlaintext',
    'generate-data-key-without-plaintext',
  ),
  test_encryption_context_generate_data_key: wrongContext,
  test_encrypt_decrypt_encryption_context({ call, createKey }) {
    const KeyId = createKey();
    const EncryptionContext = { purpose: 'test' };
    const encrypted = call('Encrypt', { KeyId, Plaintext: 'aGk=', EncryptionContext });
    const { CiphertextBlob } = encrypted;
    return {
      encrypt_response: encrypted,
      decrypt_response_with_encryption_context: call('Decrypt', { CiphertextBlob, EncryptionContext }),
      decrypt_response_without_encryption_context: answerOf(() => call('Decrypt', { CiphertextBlob })),
      decrypt_response_with_invalid_ciphertext: answerOf(() => call('Decrypt', { CiphertextBlob: 'AA==' })),
    };
  },
  test_error_messaging_for_invalid_keys({ call, createKey }) {
    const signing = createKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const { CiphertextBlob } = call('Encrypt', { KeyId: createKey(), Plaintext: 'aGk=' });
    return {
      'encrypt-invalid-key-id': answerOf(() => call('Encrypt', { KeyId: signing, Plaintext: 'aGk=' })),
      'decrypt-invalid-key-id': answerOf(() => call('Decrypt', { KeyId: createKey(), CiphertextBlob })),
    };
  },
  test_plaintext_size_for_encrypt: ({ call, createKey }) => ({
    'invalid-plaintext-size-encrypt': answerOf(() =>
      call('Encrypt', { KeyId: idOf(createKey()), Plaintext: Buffer.alloc(4097).toString('base64') }),
    ),
  }),
};
