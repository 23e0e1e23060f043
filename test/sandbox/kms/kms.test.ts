import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Caller } from '../../../sandbox/caller.ts';
import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import { Kms } from '../../../sandbox/kms/kms.ts';
import { isRecord } from '../../../shared/events/json.ts';

const region = 'us-east-1';
const caller = (arn: string): Caller => ({
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  account: arn.split(':')[4] ?? '',
  arn,
});
const root = caller('arn:aws:iam::111122223333:root');
const admin = caller('arn:aws:iam::111122223333:role/team/Admin');
const stranger = caller('arn:aws:iam::444455556666:role/Stranger');

let now: number;
let kms: Kms;
let records: CloudTrailRecord[];
let counter: number;

beforeEach(() => {
  now = Date.parse('2026-11-02T10:00:00.500Z');
  records = [];
  counter = 0;
  kms = new Kms({
    clock: () => now,
    random: (length) => {
      counter += 1;
      return Buffer.alloc(length, counter);
    },
    record: (record) => records.push(record),
  });
});

const call = (operation: string, input: object = {}, by = root, from = region) =>
  kms.call(operation, { ...input }, { caller: by, region: from });

const metadata = (answer: Readonly<Record<string, unknown>>) => {
  if (!isRecord(answer.KeyMetadata)) throw new Error('no KeyMetadata');
  return answer.KeyMetadata;
};

const create = (input: object = {}, by = root) => String(metadata(call('CreateKey', input, by)).KeyId);
const stateOf = (KeyId: string) => metadata(call('DescribeKey', { KeyId })).KeyState;

const refused = (operation: string, input: object = {}, by = root) => {
  try {
    call(operation, input, by);
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'nothing';
};

const policy = (...principals: readonly string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principals }, Action: 'kms:*', Resource: '*' }],
  });

describe('keys', () => {
  test('a key is found by ID, ARN, alias and alias ARN', () => {
    const KeyId = create();
    call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
    const arn = `arn:aws:kms:${region}:111122223333:key/${KeyId}`;
    for (const id of [KeyId, arn, 'alias/a', `arn:aws:kms:${region}:111122223333:alias/a`])
      expect(metadata(call('DescribeKey', { KeyId: id })).Arn).toBe(arn);
  });

  test('a key of another Region or account is not found by its ID', () => {
    const KeyId = create();
    expect(refused('DescribeKey', { KeyId }, stranger)).toBe('NotFoundException');
    expect(() => call('DescribeKey', { KeyId }, root, 'eu-west-1')).toThrow('does not exist');
  });

  test('lists come in pages, each key once', () => {
    const ids = [create(), create(), create()];
    const first = call('ListKeys', { Limit: 2 });
    const second = call('ListKeys', { Limit: 2, Marker: first.NextMarker });
    expect([first.Truncated, second.Truncated]).toEqual([true, false]);
    const listed = [first.Keys, second.Keys].flat().flatMap((key) => (isRecord(key) ? key.KeyId : []));
    expect(listed.sort()).toEqual(ids.sort());
  });

  test('a marker that KMS did not give is refused', () => {
    expect(refused('ListKeys', { Marker: 'nonsense' })).toBe('InvalidMarkerException');
  });

  test.each([
    ['a spec that there is not', { KeySpec: 'HMAC_random', KeyUsage: 'GENERATE_VERIFY_MAC' }],
    ['a usage that there is not', { KeySpec: 'HMAC_256', KeyUsage: 'RANDOM' }],
    ['an HMAC key without its usage', { KeySpec: 'HMAC_256' }],
    ['a usage that the spec does not have', { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' }],
    ['an origin that there is not', { Origin: 'ELSEWHERE' }],
  ])('%s is refused', (_, input) => {
    expect(refused('CreateKey', input)).toBe('ValidationException');
  });

  test('what is no key ID is told as such', () => {
    expect(() => call('DescribeKey', { KeyId: 'fake-key-id' })).toThrow("Invalid keyId 'fake-key-id'");
  });

  test('an operation that KMS does not have is refused', () => {
    expect(refused('FrobnicateKey')).toBe('UnknownOperationException');
    expect(refused('constructor')).toBe('UnknownOperationException');
  });
});

describe('the key policy', () => {
  test('a key without one gets the default, which the account’s roles use through IAM', () => {
    const KeyId = create();
    expect(call('GetKeyPolicy', { KeyId, PolicyName: 'default' }, admin).Policy).toContain(
      '111122223333:root',
    );
  });

  test('one that shuts its writer out is refused, unless the check is bypassed', () => {
    const KeyId = create({ Policy: policy(root.arn) });
    const lockout = { KeyId, PolicyName: 'default', Policy: policy(stranger.arn) };
    expect(refused('PutKeyPolicy', lockout)).toBe('MalformedPolicyDocumentException');
    call('PutKeyPolicy', { ...lockout, BypassPolicyLockoutSafetyCheck: true });
    expect(refused('GetKeyPolicy', { KeyId }, root)).toBe('AccessDeniedException');
  });

  test.each([
    ['no JSON', '{', 'MalformedPolicyDocumentException'],
    ['no statements', '{"Version":"2012-10-17"}', 'MalformedPolicyDocumentException'],
    ['over 32 KB', policy(root.arn).replace('kms:*', `kms:${'x'.repeat(33_000)}`), 'LimitExceededException'],
  ])('%s is refused', (_, Policy, code) => {
    const KeyId = create();
    expect(refused('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy })).toBe(code);
  });

  test('is called default, and nothing else', () => {
    expect(refused('GetKeyPolicy', { KeyId: create(), PolicyName: 'other' })).toBe('NotFoundException');
  });

  test('decides who may call: a stranger may not, until it is named', () => {
    const KeyId = create();
    const arn = `arn:aws:kms:${region}:111122223333:key/${KeyId}`;
    expect(refused('DescribeKey', { KeyId: arn }, stranger)).toBe('AccessDeniedException');
    call('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: policy(root.arn, stranger.arn) });
    expect(metadata(call('DescribeKey', { KeyId: arn }, stranger)).Arn).toBe(arn);
  });

  test('of another account cannot be changed, whatever it says', () => {
    const KeyId = `arn:aws:kms:${region}:111122223333:key/${create({ Policy: policy(root.arn, stranger.arn) })}`;
    const change = { KeyId, PolicyName: 'default', Policy: policy(root.arn) };
    expect(refused('PutKeyPolicy', change, stranger)).toBe('NotFoundException');
  });
});

describe('deletion', () => {
  test.each([
    ['6 days', 6, 'ValidationException'],
    ['7 days', 7, 'nothing'],
    ['30 days', 30, 'nothing'],
    ['31 days', 31, 'ValidationException'],
    ['a text', '7', 'SerializationException'],
  ])('a window of %s', (_, PendingWindowInDays, code) => {
    expect(refused('ScheduleKeyDeletion', { KeyId: create(), PendingWindowInDays })).toBe(code);
  });

  test('waits thirty days where none is named', () => {
    expect(call('ScheduleKeyDeletion', { KeyId: create() })).toMatchObject({ PendingWindowInDays: 30 });
  });

  test('a cancelled one leaves the key disabled', () => {
    const KeyId = create();
    call('ScheduleKeyDeletion', { KeyId });
    call('CancelKeyDeletion', { KeyId });
    expect(stateOf(KeyId)).toBe('Disabled');
  });

  test('a key whose window is over is gone, with an event of KMS’s own', () => {
    const KeyId = create();
    call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: KeyId });
    call('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    now += 7 * 86_400_000;
    expect(refused('DescribeKey', { KeyId })).toBe('NotFoundException');
    expect(refused('DescribeKey', { KeyId: 'alias/a' })).toBe('NotFoundException');
    expect(records.at(-1)).toMatchObject({ eventName: 'DeleteKey', eventType: 'AwsServiceEvent' });
  });
});

describe('key states', () => {
  const states: Readonly<Record<string, (KeyId: string) => void>> = {
    Disabled: (KeyId) => call('DisableKey', { KeyId }),
    PendingDeletion: (KeyId) => call('ScheduleKeyDeletion', { KeyId }),
  };

  test.each([
    ['Disabled', 'EnableKeyRotation', 'DisabledException'],
    ['Disabled', 'DisableKeyRotation', 'DisabledException'],
    ['Disabled', 'CancelKeyDeletion', 'KMSInvalidStateException'],
    ['Disabled', 'DescribeKey', 'nothing'],
    ['Disabled', 'ScheduleKeyDeletion', 'nothing'],
    ['PendingDeletion', 'EnableKey', 'KMSInvalidStateException'],
    ['PendingDeletion', 'DisableKey', 'KMSInvalidStateException'],
    ['PendingDeletion', 'ScheduleKeyDeletion', 'KMSInvalidStateException'],
    ['PendingDeletion', 'EnableKeyRotation', 'KMSInvalidStateException'],
    ['PendingDeletion', 'GetKeyPolicy', 'nothing'],
    ['PendingDeletion', 'CancelKeyDeletion', 'nothing'],
  ])('a key that is %s answers %s with %s', (state, operation, code) => {
    const KeyId = create();
    states[state]?.(KeyId);
    expect(stateOf(KeyId)).toBe(state);
    expect(refused(operation, { KeyId })).toBe(code);
  });

  test('a deletion that is not scheduled cannot be cancelled', () => {
    expect(refused('CancelKeyDeletion', { KeyId: create() })).toBe('KMSInvalidStateException');
  });
});

describe('rotation', () => {
  test.each([
    [89, 'ValidationException'],
    [90, 'nothing'],
    [2560, 'nothing'],
    [2561, 'ValidationException'],
  ])('a period of %i days', (RotationPeriodInDays, code) => {
    expect(refused('EnableKeyRotation', { KeyId: create(), RotationPeriodInDays })).toBe(code);
  });

  test('is every 365 days where no period is named', () => {
    const KeyId = create();
    expect(call('GetKeyRotationStatus', { KeyId }).KeyRotationEnabled).toBe(false);
    call('EnableKeyRotation', { KeyId });
    expect(call('GetKeyRotationStatus', { KeyId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
    });
  });

  test.each([
    ['an asymmetric key', { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }],
    ['an HMAC key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
  ])('%s cannot rotate', (_, input) => {
    expect(refused('EnableKeyRotation', { KeyId: create(input) })).toBe('UnsupportedOperationException');
  });
});

describe('imported key material', () => {
  test('a key awaits it, is enabled by it, and awaits it again once it is deleted', () => {
    const KeyId = create({ Origin: 'EXTERNAL' });
    expect(stateOf(KeyId)).toBe('PendingImport');
    expect(refused('Encrypt', { KeyId, Plaintext: 'AA==' })).toBe('KMSInvalidStateException');
    const { ImportToken } = call('GetParametersForImport', {
      KeyId,
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    });
    call('ImportKeyMaterial', {
      KeyId,
      ImportToken,
      EncryptedKeyMaterial: 'AA==',
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    });
    expect(stateOf(KeyId)).toBe('Enabled');
    expect(refused('EnableKeyRotation', { KeyId })).toBe('UnsupportedOperationException');
    call('DeleteImportedKeyMaterial', { KeyId });
    expect(stateOf(KeyId)).toBe('PendingImport');
  });

  test('a key of KMS’s own material takes none', () => {
    expect(refused('DeleteImportedKeyMaterial', { KeyId: create() })).toBe('UnsupportedOperationException');
  });
});

describe('multi-Region keys', () => {
  test('a replica has its primary’s ID in another Region, and a policy of its own', () => {
    const KeyId = create({ MultiRegion: true });
    call('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1', Policy: policy(root.arn) });
    expect(metadata(call('DescribeKey', { KeyId }, root, 'eu-west-1'))).toMatchObject({
      KeyId,
      MultiRegionConfiguration: { MultiRegionKeyType: 'REPLICA', PrimaryKey: { Region: region } },
    });
    expect(call('GetKeyPolicy', { KeyId }, root, 'eu-west-1').Policy).toBe(policy(root.arn));
    expect(() => call('EnableKeyRotation', { KeyId }, root, 'eu-west-1')).toThrow();
    expect(refused('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' })).toBe('AlreadyExistsException');
  });

  test('a key of one Region has no replicas', () => {
    const single = { KeyId: create(), ReplicaRegion: 'eu-west-1' };
    expect(refused('ReplicateKey', single)).toBe('UnsupportedOperationException');
  });
});

describe('aliases, tags and grants', () => {
  test('an alias names one key, and moves', () => {
    const [a, b] = [create(), create()];
    call('CreateAlias', { AliasName: 'alias/a', TargetKeyId: a });
    expect(refused('CreateAlias', { AliasName: 'alias/a', TargetKeyId: b })).toBe('AlreadyExistsException');
    call('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: b });
    expect(metadata(call('DescribeKey', { KeyId: 'alias/a' })).KeyId).toBe(b);
    expect(call('ListAliases', { KeyId: a }).Aliases).toEqual([]);
    call('DeleteAlias', { AliasName: 'alias/a' });
    expect(refused('DeleteAlias', { AliasName: 'alias/a' })).toBe('NotFoundException');
  });

  test('AWS’s own alias names are refused', () => {
    const alias = { AliasName: 'alias/aws/s3', TargetKeyId: create() };
    expect(refused('CreateAlias', alias)).toBe('InvalidAliasNameException');
  });

  test('tags are set, overwritten, listed and removed', () => {
    const KeyId = create({ Tags: [{ TagKey: 'a', TagValue: '1' }] });
    call('TagResource', {
      KeyId,
      Tags: [
        { TagKey: 'a', TagValue: '2' },
        { TagKey: 'b', TagValue: '' },
      ],
    });
    call('UntagResource', { KeyId, TagKeys: ['b'] });
    expect(call('ListResourceTags', { KeyId }).Tags).toEqual([{ TagKey: 'a', TagValue: '2' }]);
    expect(refused('TagResource', { KeyId, Tags: [{ TagKey: 'aws:x', TagValue: '' }] })).toBe('TagException');
  });

  test('a grant lets its grantee in until it is revoked', () => {
    const KeyId = create({ Policy: policy(root.arn) });
    const arn = `arn:aws:kms:${region}:111122223333:key/${KeyId}`;
    const grant = { KeyId, GranteePrincipal: stranger.arn, Operations: ['DescribeKey'], Name: 'once' };
    const { GrantId } = call('CreateGrant', grant);
    expect(call('CreateGrant', grant).GrantId).toBe(GrantId);
    expect(metadata(call('DescribeKey', { KeyId: arn }, stranger)).Arn).toBe(arn);
    call('RevokeGrant', { KeyId, GrantId });
    expect(refused('DescribeKey', { KeyId: arn }, stranger)).toBe('AccessDeniedException');
    expect(refused('RevokeGrant', { KeyId, GrantId })).toBe('NotFoundException');
  });
});

describe('the CloudTrail record', () => {
  test('of a role’s call names the role behind the session, the key, and what was asked', () => {
    const KeyId = create();
    call('PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: policy(root.arn, admin.arn) }, admin);
    expect(records.at(-1)).toMatchObject({
      eventSource: 'kms.amazonaws.com',
      eventName: 'PutKeyPolicy',
      eventTime: '2026-11-02T10:00:00Z',
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::111122223333:assumed-role/Admin/sandbox',
        sessionContext: { sessionIssuer: { type: 'Role', arn: admin.arn, userName: 'Admin' } },
      },
      requestParameters: { keyId: KeyId, policyName: 'default', policy: policy(root.arn, admin.arn) },
      readOnly: false,
      resources: [{ type: 'AWS::KMS::Key', ARN: `arn:aws:kms:${region}:111122223333:key/${KeyId}` }],
      recipientAccountId: '111122223333',
    });
  });

  test('of a refused call has its error, and no answer', () => {
    const KeyId = `arn:aws:kms:${region}:111122223333:key/${create()}`;
    refused('DisableKey', { KeyId }, stranger);
    expect(records.at(-1)).toMatchObject({
      eventName: 'DisableKey',
      errorCode: 'AccessDenied',
      responseElements: null,
    });
  });

  test('is not made of a call that only reads', () => {
    const KeyId = create();
    const before = records.length;
    call('DescribeKey', { KeyId });
    expect(records).toHaveLength(before);
  });
});

describe('the data plane', () => {
  test('who may decrypt gets the plaintext back, under an enabled key only', () => {
    const KeyId = create();
    const { CiphertextBlob } = call('Encrypt', { KeyId, Plaintext: 'c2VjcmV0' });
    expect(call('Decrypt', { CiphertextBlob }).Plaintext).toBe('c2VjcmV0');
    const dataKey = call('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    expect(call('Decrypt', { CiphertextBlob: dataKey.CiphertextBlob }).Plaintext).toBe(dataKey.Plaintext);
    expect(refused('Decrypt', { CiphertextBlob }, stranger)).toBe('AccessDeniedException');
    call('DisableKey', { KeyId });
    expect(refused('Decrypt', { CiphertextBlob })).toBe('DisabledException');
    expect(refused('Decrypt', { CiphertextBlob: 'AAAA' })).toBe('InvalidCiphertextException');
  });
});
