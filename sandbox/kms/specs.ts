import { invalid } from './errors.ts';

type Algorithms = Readonly<Record<string, readonly string[]>>;

const rsa: Algorithms = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};

const curve = (signing: string): Algorithms => ({ SIGN_VERIFY: [signing], KEY_AGREEMENT: ['ECDH'] });
const mac = (bits: number): Algorithms => ({ GENERATE_VERIFY_MAC: [`HMAC_SHA_${bits}`] });

/**
 * Each key spec with what it may be used for, and by which algorithms.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
export const specs: Readonly<Record<string, Algorithms>> = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: curve('ECDSA_SHA_256'),
  ECC_NIST_P384: curve('ECDSA_SHA_384'),
  ECC_NIST_P521: curve('ECDSA_SHA_512'),
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  HMAC_224: mac(224),
  HMAC_256: mac(256),
  HMAC_384: mac(384),
  HMAC_512: mac(512),
};

export const usages = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'];

/** What a new key is used for: only a symmetric one need not say so. */
export function usageOf(spec: string, asked: string | undefined): string {
  const possible = specs[spec] ?? {};
  if (asked === undefined) {
    if (spec === 'SYMMETRIC_DEFAULT') return 'ENCRYPT_DECRYPT';
    throw invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
  }
  if (!Object.hasOwn(possible, asked))
    throw invalid(`KeyUsage ${asked} is not compatible with KeySpec ${spec}`);
  return asked;
}

/** The member of KeyMetadata that lists a key's algorithms. */
export function algorithmsOf(spec: string, usage: string): Readonly<Record<string, readonly string[]>> {
  const member: Readonly<Record<string, string>> = {
    ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
    SIGN_VERIFY: 'SigningAlgorithms',
    GENERATE_VERIFY_MAC: 'MacAlgorithms',
    KEY_AGREEMENT: 'KeyAgreementAlgorithms',
  };
  return { [member[usage] ?? 'EncryptionAlgorithms']: specs[spec]?.[usage] ?? [] };
}
