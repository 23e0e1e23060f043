import { invalid } from '../errors.ts';
import { records, requiredText, text } from '../input.ts';
import type { Key } from '../key.ts';
import type { Operation, Scene } from '../operation.ts';
import { page } from '../paging.ts';
import { checkPolicy, defaultPolicy } from '../policy-document.ts';
import { tagsIn } from './tags.ts';

const usagesOf: Readonly<Record<string, readonly string[]>> = {
  SYMMETRIC: ['ENCRYPT_DECRYPT'],
  RSA: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  ECC: ['SIGN_VERIFY', 'KEY_AGREEMENT'],
  SM2: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'KEY_AGREEMENT'],
  ML: ['SIGN_VERIFY'],
  HMAC: ['GENERATE_VERIFY_MAC'],
};
const specs =
  /^(SYMMETRIC_DEFAULT|RSA_(2048|3072|4096)|ECC_(NIST_(P256|P384|P521|EDWARDS25519)|SECG_P256K1)|HMAC_(224|256|384|512)|SM2|ML_DSA_(44|65|87))$/;
const origins = new Set(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']);

/** What a key of this spec may be for; only a symmetric key's usage may be left out. */
function usageFor(spec: string, asked: string | undefined): string {
  if (asked === undefined && spec === 'SYMMETRIC_DEFAULT') return 'ENCRYPT_DECRYPT';
  if (asked === undefined)
    throw invalid('You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.');
  if (!Object.values(usagesOf).flat().includes(asked)) throw notOf('keyUsage', asked);
  if (!usagesOf[spec.split('_')[0] ?? '']?.includes(asked))
    throw invalid(`KeyUsage ${asked} is not compatible with KeySpec ${spec}`);
  return asked;
}

const notOf = (name: string, value: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set`,
  );

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
const createKey: Operation = {
  mutates: true,
  run(input, { store, caller, region, now, newId }) {
    const spec = text(input, 'KeySpec') ?? text(input, 'CustomerMasterKeySpec') ?? 'SYMMETRIC_DEFAULT';
    const origin = text(input, 'Origin') ?? 'AWS_KMS';
    if (!specs.test(spec)) throw notOf('keySpec', spec);
    if (!origins.has(origin)) throw notOf('origin', origin);
    const usage = usageFor(spec, text(input, 'KeyUsage'));
    const multiRegion = input.MultiRegion === true;
    const keyId = multiRegion ? `mrk-${newId().replaceAll('-', '')}` : newId();
    const arn = `arn:aws:kms:${region}:${caller.account}:key/${keyId}`;
    const policy = text(input, 'Policy') ?? defaultPolicy(caller.account);
    checkPolicy(
      policy,
      { account: caller.account, arn },
      caller,
      input.BypassPolicyLockoutSafetyCheck === true,
    );
    const key: Key = {
      keyId,
      account: caller.account,
      region,
      arn,
      createdAt: now,
      spec,
      usage,
      origin,
      multiRegion,
      description: text(input, 'Description') ?? '',
      policy,
      state: origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
      tags: tagsIn(records(input, 'Tags')),
      grants: new Map(),
    };
    store.add(key);
    return { output: { KeyMetadata: metadata(key) }, key };
  },
};

const describeKey: Operation = {
  on: 'KeyId',
  mutates: false,
  run: (key) => ({ KeyMetadata: metadata(key) }),
};

const listKeys: Operation = {
  mutates: false,
  run(input, { store, caller, region }: Scene) {
    const keys = store
      .keysOf(caller.account, region)
      .map(({ keyId, arn }) => ({ KeyId: keyId, KeyArn: arn }));
    const { items, ...more } = page(keys, input);
    return { output: { Keys: items, ...more } };
  },
};

const enableKey: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    key.state = 'Enabled';
    return {};
  },
};

const disableKey: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key) {
    key.state = 'Disabled';
    return {};
  },
};

const updateKeyDescription: Operation = {
  on: 'KeyId',
  mutates: true,
  run(key, input) {
    key.description = requiredText(input, 'Description');
    return {};
  },
};

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export function metadata(key: Key) {
  return {
    AWSAccountId: key.account,
    Arn: key.arn,
    CreationDate: key.createdAt / 1000,
    CustomerMasterKeySpec: key.spec,
    Description: key.description,
    Enabled: key.state === 'Enabled',
    KeyId: key.keyId,
    KeyManager: 'CUSTOMER',
    KeySpec: key.spec,
    KeyState: key.state,
    KeyUsage: key.usage,
    MultiRegion: key.multiRegion,
    Origin: key.origin,
    ...(key.deletionDate === undefined ? {} : { DeletionDate: key.deletionDate / 1000 }),
    ...(key.multiRegion
      ? {
          MultiRegionConfiguration: {
            MultiRegionKeyType: key.replicaOf === undefined ? 'PRIMARY' : 'REPLICA',
            PrimaryKey: primaryOf(key),
            ReplicaKeys: [],
          },
        }
      : {}),
  };
}

function primaryOf({ arn, replicaOf = arn }: Key) {
  return { Arn: replicaOf, Region: replicaOf.split(':')[3] };
}

export const keyOperations: Readonly<Record<string, Operation>> = {
  CreateKey: createKey,
  DescribeKey: describeKey,
  ListKeys: listKeys,
  EnableKey: enableKey,
  DisableKey: disableKey,
  UpdateKeyDescription: updateKeyDescription,
};
