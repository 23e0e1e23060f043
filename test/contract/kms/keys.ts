import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  ListKeysCommand,
  UpdateKeyDescriptionCommand,
} from '@aws-sdk/client-kms';
import { ending, type Subject } from '../target.ts';
import { metadataOf, newKey, newKeyId } from './new-key.ts';

const absent = '134f2428-cec1-4b25-a1ae-9048164dba47';

export const keys: Subject = {
  name: 'keys and their metadata',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html',
  ],
  cases: [
    {
      name: 'a key made without saying anything is a symmetric one of KMS, enabled, with no tags or description',
      async seen(target) {
        const { Enabled, KeyState, KeySpec, KeyUsage, Origin, KeyManager, MultiRegion, Description } =
          await newKey(target);
        return { Enabled, KeyState, KeySpec, KeyUsage, Origin, KeyManager, MultiRegion, Description };
      },
      aws: {
        Enabled: true,
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
        Origin: 'AWS_KMS',
        KeyManager: 'CUSTOMER',
        MultiRegion: false,
        Description: '',
      },
    },
    {
      name: 'the ARN of a key is of its Region, account and ID',
      async seen(target) {
        const { Arn, KeyId, AWSAccountId } = await newKey(target);
        return [
          Arn === `arn:aws:kms:${target.region}:${target.account}:key/${KeyId}`,
          AWSAccountId === target.account,
        ];
      },
      aws: [true, true],
    },
    {
      name: 'a key is described by ID, ARN, alias name and alias ARN alike',
      async seen(target) {
        const { KeyId = '', Arn = '' } = await newKey(target);
        const alias = `alias/${target.newName()}`;
        await target.kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
        const names = [KeyId, Arn, alias, `arn:aws:kms:${target.region}:${target.account}:${alias}`];
        const found = await Promise.all(names.map((name) => metadataOf(target, name)));
        return found.map((metadata) => metadata?.Arn === Arn);
      },
      aws: [true, true, true, true],
    },
    {
      name: 'a key that is not there is not found',
      seen: ({ kms }) => ending(kms.send(new DescribeKeyCommand({ KeyId: absent }))),
      aws: 'NotFoundException',
    },
    {
      name: 'what is no key ID is not found',
      seen: ({ kms }) => ending(kms.send(new DescribeKeyCommand({ KeyId: 'fake-key-id' }))),
      aws: 'NotFoundException',
    },
    {
      name: 'an operation that takes no alias does not find a key by it',
      async seen(target) {
        const AliasName = `alias/${target.newName()}`;
        await target.kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: await newKeyId(target) }));
        return ending(target.kms.send(new DisableKeyCommand({ KeyId: AliasName })));
      },
      aws: 'NotFoundException',
    },
    {
      name: 'somebody of another account whom the key policy does not let in may not describe the key',
      async seen(target) {
        const { Arn } = await newKey(target);
        return ending(target.outsider.send(new DescribeKeyCommand({ KeyId: Arn })));
      },
      aws: 'AccessDeniedException',
    },
    {
      name: 'a key spec that is not symmetric wants a usage said',
      seen: ({ kms }) => ending(kms.send(new CreateKeyCommand({ KeySpec: 'RSA_2048' }))),
      aws: 'ValidationException',
    },
    {
      name: 'a usage that the key spec has not is refused',
      seen: ({ kms }) =>
        ending(kms.send(new CreateKeyCommand({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }))),
      aws: 'ValidationException',
    },
    {
      name: 'a signing key says its signing algorithms, and no others',
      async seen(target) {
        const key = await newKey(target, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
        return [key.SigningAlgorithms, key.EncryptionAlgorithms, key.MacAlgorithms];
      },
      aws: [['ECDSA_SHA_256'], undefined, undefined],
    },
    {
      name: 'a key of HMAC says its algorithm',
      async seen(target) {
        const key = await newKey(target, { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' });
        return [key.MacAlgorithms, key.EncryptionAlgorithms];
      },
      aws: [['HMAC_SHA_384'], undefined],
    },
    {
      name: 'a multi-Region key is a primary without replicas, and its ID says what it is',
      async seen(target) {
        const { KeyId, MultiRegion, MultiRegionConfiguration } = await newKey(target, { MultiRegion: true });
        const { MultiRegionKeyType, ReplicaKeys } = MultiRegionConfiguration ?? {};
        return [KeyId?.startsWith('mrk-'), MultiRegion, MultiRegionKeyType, ReplicaKeys];
      },
      aws: [true, true, 'PRIMARY', []],
    },
    {
      name: 'a key whose material is to be imported waits for it',
      async seen(target) {
        const { Enabled, KeyState, Origin } = await newKey(target, { Origin: 'EXTERNAL' });
        return { Enabled, KeyState, Origin };
      },
      aws: { Enabled: false, KeyState: 'PendingImport', Origin: 'EXTERNAL' },
    },
    {
      name: 'a description is kept, and can be changed',
      async seen(target) {
        const KeyId = await newKeyId(target, { Description: 'first' });
        const before = await metadataOf(target, KeyId);
        await target.kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'second' }));
        return [before?.Description, (await metadataOf(target, KeyId))?.Description];
      },
      aws: ['first', 'second'],
    },
    {
      name: 'keys are listed so many at a time as asked',
      async seen(target) {
        await Promise.all([newKey(target), newKey(target)]);
        const { Keys, Truncated, NextMarker } = await target.kms.send(new ListKeysCommand({ Limit: 1 }));
        return [Keys?.length === 1, Truncated, NextMarker === undefined];
      },
      aws: [true, true, false],
    },
    {
      name: 'keys are listed from a marker that KMS gave, and from no other',
      seen: ({ kms }) => ending(kms.send(new ListKeysCommand({ Marker: 'bad' }))),
      aws: 'InvalidMarkerException',
    },
  ],
};
