import { KmsError } from '../errors.ts';
import { requiredText } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation } from '../operation.ts';

/** Only a key made with the origin EXTERNAL takes material from outside. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html */
function requireExternal(key: Key): void {
  if (key.origin === 'EXTERNAL') return;
  throw new KmsError(
    'UnsupportedOperationException',
    `${key.arn} origin is ${key.origin} which is not valid for this operation.`,
  );
}

const getParametersForImport: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key) {
    requireExternal(key);
    return {
      KeyId: key.arn,
      ImportToken: Buffer.from(key.keyId).toString('base64'),
      PublicKey: Buffer.from('the sandbox wraps nothing').toString('base64'),
    };
  },
};

const importKeyMaterial: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    requireExternal(key);
    if (Buffer.from(requiredText(input, 'ImportToken'), 'base64').toString() !== key.keyId)
      throw new KmsError('InvalidImportTokenException', 'The import token is not of this key.');
    requiredText(input, 'EncryptedKeyMaterial');
    if (key.state === 'PendingImport') key.state = 'Enabled';
    return { KeyId: key.arn };
  },
};

/** A key that awaits deletion stays so. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html */
const deleteImportedKeyMaterial: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    requireExternal(key);
    if (key.state !== 'PendingDeletion') key.state = 'PendingImport';
    return { KeyId: key.arn };
  },
};

export const importOperations: Readonly<Record<string, Operation>> = {
  GetParametersForImport: getParametersForImport,
  ImportKeyMaterial: importKeyMaterial,
  DeleteImportedKeyMaterial: deleteImportedKeyMaterial,
};
