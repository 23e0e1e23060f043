import { describe, expect, test } from '@jest/globals';
import { refusal, startKms } from './account.ts';

const id = (arn: string) => arn.split('/')[1] ?? '';

describe('A key', () => {
  test('is found by ID, ARN, alias name and alias ARN', () => {
    const { call, createKey, describe: metadata } = startKms();
    const arn = createKey();
    call('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: arn });
    const names = [arn, id(arn), 'alias/orders', 'arn:aws:kms:us-east-1:111122223333:alias/orders'];
    expect(names.map((name) => metadata(name).Arn)).toEqual([arn, arn, arn, arn]);
  });

  test('is not found by alias where the operation takes none', () => {
    const { call, createKey } = startKms();
    call('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: createKey() });
    expect(refusal(() => call('DisableKey', { KeyId: 'alias/orders' }))).toEqual({
      code: 'NotFoundException',
      message: "Invalid keyId 'alias/orders'",
    });
  });

  test.each([
    ['fake-key-id', "Invalid keyId 'fake-key-id'"],
    ['mrk-fake-key-id', "Invalid keyId 'mrk-fake-key-id'"],
    [
      '134f2428-cec1-4b25-a1ae-9048164dba47',
      "Key 'arn:aws:kms:us-east-1:111122223333:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist",
    ],
    ['arn:aws:kms:eu-west-1:111122223333:key/134f2428-cec1-4b25-a1ae-9048164dba47', 'Invalid arn eu-west-1'],
    ['alias/none', 'Alias arn:aws:kms:us-east-1:111122223333:alias/none is not found.'],
  ])('named %s is not found, in the words of KMS', (KeyId, message) => {
    const { call } = startKms();
    expect(refusal(() => call('DescribeKey', { KeyId }))).toEqual({ code: 'NotFoundException', message });
  });

  test('is listed page by page', () => {
    const { call, createKey } = startKms();
    const arns = [createKey(), createKey(), createKey()];
    const first = call('ListKeys', { Limit: 2 });
    const second = call('ListKeys', { Limit: 2, Marker: first.NextMarker });
    expect([first.Truncated, second.Truncated]).toEqual([true, false]);
    const keys = [first.Keys, second.Keys].flat() as { KeyArn: string }[];
    expect(keys.map(({ KeyArn }) => KeyArn)).toEqual(arns);
    expect(refusal(() => call('ListKeys', { Marker: 'bad' })).code).toBe('InvalidMarkerException');
    expect(refusal(() => call('ListKeys', { Limit: 1001 })).code).toBe('ValidationException');
  });

  test.each([
    [
      { KeySpec: 'HMAC_256' },
      'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ],
    [
      { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' },
      'KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
    ],
  ])('is not created from %j', (input, message) => {
    const { call } = startKms();
    expect(refusal(() => call('CreateKey', input))).toEqual({ code: 'ValidationException', message });
  });

  test('says what it can do', () => {
    const { createKey, describe: metadata } = startKms();
    expect(metadata(createKey())).toMatchObject({
      Enabled: true,
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    });
    const mac = metadata(createKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }));
    expect(mac.MacAlgorithms).toEqual(['HMAC_SHA_256']);
    expect(mac.CurrentKeyMaterialId).toBeUndefined();
  });

  test('refuses tags as KMS does', () => {
    const { call, createKey } = startKms();
    const KeyId = createKey();
    const tag = (...names: string[]) =>
      refusal(() => call('TagResource', { KeyId, Tags: names.map((TagKey) => ({ TagKey, TagValue: '' })) }));
    expect(tag('AWS:x')).toEqual({ code: 'TagException', message: 'Tags beginning with aws: are reserved' });
    expect(tag('a', 'a')).toEqual({ code: 'TagException', message: 'Duplicate tag keys' });
    expect(tag(...Array.from({ length: 51 }, (_, n) => `t${n}`))).toEqual({
      code: 'TagException',
      message: 'Too many tags',
    });
    expect(call('ListResourceTags', { KeyId }).Tags).toEqual([]);
  });
});

describe('KMS', () => {
  test('knows no operation that the API does not name', () => {
    const { call } = startKms();
    expect(refusal(() => call('constructor')).code).toBe('UnknownOperationException');
  });
});
