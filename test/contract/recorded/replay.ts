import type { Json, startKms } from '../../sandbox/kms/account.ts';

export type Kms = ReturnType<typeof startKms>;

/** Makes the calls of a recording, and answers what the steps it names recorded. */
export type Replay = (kms: Kms, argument: string) => Readonly<Record<string, unknown>>;

/** An answer, or an error as boto3 shows it in the recordings. */
export function answerOf(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const { code, message, status } = error as { code: string; message: string; status: number };
    return { Error: { Code: code, Message: message }, status };
  }
}

export const otherRegion = 'us-west-2';
export const absent = '134f2428-cec1-4b25-a1ae-9048164dba47';
export const external = { Origin: 'EXTERNAL', Description: 'test-key' };

/** The steps of bringing material into a key. */
export function importInto({ call }: Kms, KeyId: string, more: Json = {}): Json {
  const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
  const { ImportToken } = call('GetParametersForImport', { KeyId, ...wrapping });
  const ExpirationModel = 'KEY_MATERIAL_DOES_NOT_EXPIRE';
  return call('ImportKeyMaterial', {
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: 'AA==',
    ExpirationModel,
    ...more,
  });
}

export const idOf = (arn: string) => arn.split('/')[1] ?? '';
