import { describe, expect, test } from '@jest/globals';
import { decode, NotAKmsRecord, parseKeyArn } from '../../shared/events/decode.ts';

const keyArn = 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

const record = (over: object = {}) => ({
  eventVersion: '1.08',
  eventSource: 'kms.amazonaws.com',
  eventName: 'PutKeyPolicy',
  eventID: 'c217db1f-903f-4a2f-8f88-9580182d6313',
  eventTime: '2022-09-01T20:06:16Z',
  awsRegion: 'us-west-2',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/Alice', accountId: '111122223333' },
  requestParameters: { keyId: '1234abcd-12ab-34cd-56ef-1234567890ab', policyName: 'default', policy: '{}' },
  resources: [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: keyArn }],
  recipientAccountId: '111122223333',
  ...over,
});

const changeOf = (over: object) => {
  const decoded = decode(record(over));
  if (decoded.kind !== 'change') throw new Error(`expected a change, got ${decoded.kind}`);
  return decoded.change;
};

describe('decode', () => {
  test('a bare record and one in an EventBridge envelope are the same change', () => {
    expect(decode({ source: 'aws.kms', detail: record() })).toEqual(decode(record()));
  });

  test('the key is the one in resources, whatever the request calls it', () => {
    expect(changeOf({ requestParameters: { keyId: 'alias/prod' } }).key?.arn).toBe(keyArn);
  });

  test('what the caller’s account is told of a key of another account says so', () => {
    expect(changeOf({})).not.toHaveProperty('copyFor');
    expect(changeOf({ recipientAccountId: undefined })).not.toHaveProperty('copyFor');
    expect(changeOf({ recipientAccountId: '444455556666' })).toMatchObject({
      account: '111122223333',
      copyFor: '444455556666',
    });
  });

  test('without resources, a key ID becomes its ARN in the record’s account and Region', () => {
    expect(changeOf({ resources: undefined }).key?.arn).toBe(keyArn);
  });

  test('an alias alone is never guessed to be a key', () => {
    const change = changeOf({ resources: [], requestParameters: { keyId: 'alias/prod' } });
    expect(change.key).toBeUndefined();
  });

  test('a key store is named by the request, and a new one by the answer alone', () => {
    const keyStore = { customKeyStoreId: 'cks-1234567890abcdef0' };
    const created = {
      eventName: 'CreateCustomKeyStore',
      requestParameters: { customKeyStoreName: 'vault' },
      responseElements: keyStore,
    };
    expect(changeOf(created).details).toMatchObject({
      keyStoreId: 'cks-1234567890abcdef0',
      keyStoreName: 'vault',
    });
    const connected = {
      eventName: 'ConnectCustomKeyStore',
      requestParameters: keyStore,
      responseElements: null,
    };
    expect(changeOf(connected).details).toEqual({ keyStoreId: 'cks-1234567890abcdef0' });
  });

  test.each([
    ['eu-west-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('a key in %s is in the partition %s', (awsRegion, partition) => {
    expect(changeOf({ resources: undefined, awsRegion }).key?.arn).toMatch(
      `arn:${partition}:kms:${awsRegion}:`,
    );
  });

  test('a cross-account change belongs to the account of the key', () => {
    expect(changeOf({ recipientAccountId: '444455556666' }).account).toBe('111122223333');
  });

  test('a failed call is an attempt, not a change', () => {
    expect(decode(record({ errorCode: 'AccessDenied', errorMessage: 'no' }))).toMatchObject({
      kind: 'attempt',
      attempt: { operation: 'PutKeyPolicy', error: { code: 'AccessDenied', message: 'no' } },
    });
  });

  test('a call that changes no governance is a use', () => {
    expect(decode(record({ eventName: 'Decrypt' }))).toMatchObject({ kind: 'use', eventName: 'Decrypt' });
  });

  test.each([
    [
      'PutKeyPolicy',
      { policy: '{}', bypassPolicyLockoutSafetyCheck: true },
      { policy: '{}', bypassedLockoutCheck: true },
    ],
    ['ScheduleKeyDeletion', { pendingWindowInDays: 7 }, { pendingWindowInDays: 7 }],
    ['EnableKeyRotation', { rotationPeriodInDays: 90 }, { rotationPeriodInDays: 90 }],
    [
      'CreateGrant',
      { granteePrincipal: 'g', operations: ['Decrypt'] },
      { grantee: 'g', operations: ['Decrypt'] },
    ],
    [
      'CreateGrant',
      {
        granteeServicePrincipal: 'sns.amazonaws.com',
        retiringServicePrincipal: 'sns.amazonaws.com',
        operations: ['Decrypt'],
        constraints: {
          encryptionContextSubset: { a: 'b', c: 7 },
          encryptionContextEquals: {},
          sourceArn: 'r',
        },
      },
      {
        grantee: 'sns.amazonaws.com',
        retiring: 'sns.amazonaws.com',
        operations: ['Decrypt'],
        constraints: { encryptionContextSubset: { a: 'b' }, sourceArn: 'r' },
      },
    ],
    [
      'CreateGrant',
      { granteePrincipal: 'g', operations: [], constraints: { encryptionContextSubset: {} } },
      { grantee: 'g', operations: [] },
    ],
    ['TagResource', { tags: [{ tagKey: 'a', tagValue: 'b' }] }, { tags: { a: 'b' } }],
    ['UpdateAlias', { aliasName: 'alias/a', targetKeyId: 'k' }, { alias: 'alias/a', targetKeyId: 'k' }],
    ['DisableKey', {}, {}],
  ])('%s tells its own details', (eventName, requestParameters, details) => {
    expect(changeOf({ eventName, requestParameters }).details).toEqual(details);
  });

  test.each([
    ['null', null],
    ['a list', []],
    ['another service’s record', record({ eventSource: 's3.amazonaws.com' })],
    ['a record without eventID', record({ eventID: undefined })],
    ['a record without eventName', record({ eventName: '' })],
    ['a record without eventTime', record({ eventTime: 7 })],
  ])('%s is refused by name', (_, event) => {
    expect(() => decode(event)).toThrow(NotAKmsRecord);
  });
});

describe('parseKeyArn', () => {
  test('an alias ARN is not a key', () => {
    expect(parseKeyArn('arn:aws:kms:us-west-2:111122223333:alias/prod')).toBeUndefined();
  });
});
