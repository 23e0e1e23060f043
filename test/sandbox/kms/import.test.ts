import { describe, expect, test } from '@jest/globals';
import { refusal, startKms } from './account.ts';

const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };

describe('A key with imported material', () => {
  test('expires with its material, and can be used again when it comes back', () => {
    const { call, createKey, describe: metadata, pass } = startKms();
    const KeyId = createKey({ Origin: 'EXTERNAL' });
    const material = () => {
      const { ImportToken } = call('GetParametersForImport', { KeyId, ...wrapping });
      return { KeyId, ImportToken, EncryptedKeyMaterial: 'AA==' };
    };
    const ValidTo = Date.parse('2026-11-05T00:00:00Z') / 1000;
    expect(refusal(() => call('ImportKeyMaterial', material())).message).toBe(
      'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
    );
    call('ImportKeyMaterial', { ...material(), ValidTo });
    expect(metadata(KeyId)).toMatchObject({
      KeyState: 'Enabled',
      ExpirationModel: 'KEY_MATERIAL_EXPIRES',
      ValidTo,
    });
    const { CurrentKeyMaterialId } = metadata(KeyId);
    expect(CurrentKeyMaterialId).toBeDefined();
    pass(5);
    expect(metadata(KeyId)).toMatchObject({ KeyState: 'PendingImport', CurrentKeyMaterialId });
    expect(metadata(KeyId)).not.toHaveProperty('ExpirationModel');
    call('ImportKeyMaterial', { ...material(), ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' });
    expect(metadata(KeyId).KeyState).toBe('Enabled');
  });

  test('takes no token of another key, nor one that is too old', () => {
    const { call, createKey, pass } = startKms();
    const [one, other] = [createKey({ Origin: 'EXTERNAL' }), createKey({ Origin: 'EXTERNAL' })];
    const { ImportToken } = call('GetParametersForImport', { KeyId: one, ...wrapping });
    const take = (KeyId: string) =>
      refusal(() => call('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial: 'AA==' })).code;
    expect(take(other)).toBe('InvalidImportTokenException');
    pass(2);
    expect(take(one)).toBe('ExpiredImportTokenException');
  });
});
