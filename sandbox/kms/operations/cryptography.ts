import { KmsError } from '../errors.ts';
import { requiredText, text, whole } from '../input.ts';
import type { Operation } from '../operation.ts';

/** The thinnest data plane: a blob that names its key, so that who can decrypt can be shown. */
const encrypt: Operation = {
  on: 'KeyId',
  mutates: false,
  run: (key, input) => ({
    KeyId: key.arn,
    EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    CiphertextBlob: Buffer.from(JSON.stringify([key.arn, requiredText(input, 'Plaintext')])).toString(
      'base64',
    ),
  }),
};

/** The data key is the same for every call: nothing here is secret. */
const generateDataKey: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const bytes = text(input, 'KeySpec') === 'AES_128' ? 16 : (whole(input, 'NumberOfBytes', 1, 1024) ?? 32);
    const Plaintext = Buffer.alloc(bytes, 7).toString('base64');
    const CiphertextBlob = Buffer.from(JSON.stringify([key.arn, Plaintext])).toString('base64');
    return { KeyId: key.arn, Plaintext, CiphertextBlob };
  },
};

const decrypt: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const [arn, plaintext] = openBlob(requiredText(input, 'CiphertextBlob'));
    if (arn !== key.arn)
      throw new KmsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    return { KeyId: key.arn, Plaintext: plaintext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  },
};

/** The key that a ciphertext was made with; Decrypt need not name it. */
export function keyOfCiphertext(input: Readonly<Record<string, unknown>>): string {
  return openBlob(text(input, 'CiphertextBlob') ?? '')[0];
}

function openBlob(blob: string): readonly [string, string] {
  try {
    const opened: unknown = JSON.parse(Buffer.from(blob, 'base64').toString());
    if (Array.isArray(opened) && typeof opened[0] === 'string' && typeof opened[1] === 'string')
      return [opened[0], opened[1]];
  } catch {
    // Not one of ours: answered below, as KMS answers any other bytes.
  }
  throw new KmsError('InvalidCiphertextException', '');
}

export const cryptographicOperations: Readonly<Record<string, Operation>> = {
  Encrypt: encrypt,
  GenerateDataKey: generateDataKey,
  Decrypt: decrypt,
};
