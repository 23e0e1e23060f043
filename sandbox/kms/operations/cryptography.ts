import { isRecord } from '../../../shared/events/json.ts';
import { invalid, KmsError } from '../errors.ts';
import { type Json, oneOf, requiredText, text, whole } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation, Scene } from '../operation.ts';

/** The thinnest data plane: a blob that names its key, so that who can decrypt can be shown. It hides nothing. */
const encrypt: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    requireEncryption(key, 'Encrypt');
    const plaintext = requiredText(input, 'Plaintext');
    if (Buffer.from(plaintext, 'base64').length > 4096)
      throw invalid(
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
      );
    return {
      KeyId: key.arn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      CiphertextBlob: seal(key, plaintext, input),
    };
  },
};

const decrypt: Operation = {
  on: 'KeyId',
  mutates: false,
  run(key, input) {
    const { arn, plaintext, context } = openBlob(requiredText(input, 'CiphertextBlob'));
    if (arn !== key.arn)
      throw new KmsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
      );
    if (context !== contextOf(input)) throw new KmsError('InvalidCiphertextException', '');
    return {
      KeyId: key.arn,
      Plaintext: plaintext,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      ...(key.materialId === undefined ? {} : { KeyMaterialId: key.materialId }),
    };
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
function generating(operation: string, withPlaintext: boolean): Operation {
  return {
    on: 'KeyId',
    mutates: false,
    run(key, input, scene) {
      requireEncryption(key, operation);
      const plaintext = randomText(lengthOf(input), scene);
      return {
        KeyId: key.arn,
        CiphertextBlob: seal(key, plaintext, input),
        ...(withPlaintext ? { Plaintext: plaintext } : {}),
      };
    },
  };
}

function lengthOf(input: Json): number {
  const spec = oneOf(input, 'KeySpec', ['AES_256', 'AES_128']);
  const length = whole(input, 'NumberOfBytes', 1, 1024);
  if ((spec === undefined) === (length === undefined))
    throw invalid('Please specify either number of bytes or key spec.');
  return length ?? (spec === 'AES_256' ? 32 : 16);
}

function randomText(length: number, { newId }: Scene): string {
  let hex = '';
  while (hex.length < length * 2) hex += newId().replaceAll('-', '');
  return Buffer.from(hex.slice(0, length * 2), 'hex').toString('base64');
}

function requireEncryption(key: Key, operation: string): void {
  if (key.usage === 'ENCRYPT_DECRYPT') return;
  throw new KmsError(
    'InvalidKeyUsageException',
    `${key.arn} key usage is ${key.usage} which is not valid for ${operation}.`,
  );
}

/** The key that a ciphertext was made with; Decrypt need not name it. */
export function keyOfCiphertext(input: Json): string {
  return openBlob(text(input, 'CiphertextBlob') ?? '').arn;
}

function seal(key: Key, plaintext: string, input: Json): string {
  return Buffer.from(JSON.stringify([key.arn, plaintext, contextOf(input)])).toString('base64');
}

/** The encryption context, the same for the same pairs in any order. */
function contextOf(input: Json): string {
  const pairs = isRecord(input.EncryptionContext) ? Object.entries(input.EncryptionContext) : [];
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Opened = { readonly arn: string; readonly plaintext: string; readonly context: string };

function openBlob(blob: string): Opened {
  try {
    const opened: unknown = JSON.parse(Buffer.from(blob, 'base64').toString());
    if (Array.isArray(opened)) {
      const [arn, plaintext, context]: readonly unknown[] = opened;
      if (typeof arn === 'string' && typeof plaintext === 'string' && typeof context === 'string')
        return { arn, plaintext, context };
    }
  } catch {
    // Not one of ours: answered below, as KMS answers any other bytes.
  }
  throw new KmsError('InvalidCiphertextException', '');
}

/** True of what KMS counts as a use of a key. */
export const isUse = (operation: string) => Object.hasOwn(uses, operation);

/**
 * When the key was last used. The sandbox keeps track of every key since it was created; KMS does so of older ones only
 * since a day of its own.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyLastUsage.html
 */
const getKeyLastUsage: Operation = {
  on: 'KeyId',
  mutates: false,
  run({ keyId, createdAt, lastUse }) {
    return {
      KeyId: keyId,
      KeyLastUsage:
        lastUse === undefined
          ? {}
          : {
              Operation: lastUse.operation,
              Timestamp: lastUse.at / 1000,
              CloudTrailEventId: lastUse.ids.event,
              KmsRequestId: lastUse.ids.request,
            },
      TrackingStartDate: createdAt / 1000,
      KeyCreationDate: createdAt / 1000,
    };
  },
};

const uses: Readonly<Record<string, Operation>> = {
  Encrypt: encrypt,
  Decrypt: decrypt,
  GenerateDataKey: generating('GenerateDataKey', true),
  GenerateDataKeyWithoutPlaintext: generating('GenerateDataKeyWithoutPlaintext', false),
};

export const cryptographicOperations: Readonly<Record<string, Operation>> = {
  ...uses,
  GetKeyLastUsage: getKeyLastUsage,
};
