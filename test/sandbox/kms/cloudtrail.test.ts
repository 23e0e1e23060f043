import { describe, expect, test } from '@jest/globals';
import { decode } from '../../../shared/events/decode.ts';
import { administrator, allow, policyOf, refusal, startKms, stranger } from './account.ts';

describe('The CloudTrail record of a call', () => {
  test('names the key where the operation answers nothing', () => {
    const { call, createKey, records } = startKms();
    const KeyId = createKey();
    call('DisableKey', { KeyId });
    expect(records.at(-1)).toMatchObject({ eventName: 'DisableKey', responseElements: { keyId: KeyId } });
  });

  test('writes times as text', () => {
    const { call, createKey, records } = startKms();
    call('ScheduleKeyDeletion', { KeyId: createKey(), PendingWindowInDays: 20 });
    expect(records.at(-1)?.responseElements).toMatchObject({
      keyState: 'PendingDeletion',
      deletionDate: 'Nov 21, 2026, 10:00:00 AM',
    });
  });

  test('withholds tokens and leaves the names in an encryption context alone', () => {
    const { call, createKey, records } = startKms();
    call('CreateGrant', {
      KeyId: createKey(),
      GranteePrincipal: stranger.arn,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { Department: 'IT' } },
    });
    expect(records.at(-1)?.requestParameters).toMatchObject({
      constraints: { encryptionContextSubset: { Department: 'IT' } },
    });
    expect(Object.keys(records.at(-1)?.responseElements ?? {})).toEqual(['grantId']);
  });

  test('of a refused call has its error', () => {
    const { call, createKey, records } = startKms();
    const KeyId = createKey();
    refusal(() => call('PutKeyPolicy', { KeyId, Policy: policyOf() }, stranger));
    expect(records.at(-1)).toMatchObject({
      eventName: 'PutKeyPolicy',
      errorCode: 'AccessDenied',
      responseElements: null,
      resources: [{ ARN: KeyId }],
    });
  });

  test('of a read is made only where asked for', () => {
    const silent = startKms();
    silent.describe(silent.createKey());
    expect(silent.records.map(({ eventName }) => eventName)).toEqual(['CreateKey']);
    const { createKey, describe: metadata, records } = startKms({ recordReads: true });
    metadata(createKey());
    expect(records.at(-1)).toMatchObject({
      eventName: 'DescribeKey',
      readOnly: true,
      responseElements: null,
    });
  });

  test('is one that the guard can read', () => {
    const { call, createKey, records } = startKms();
    const KeyId = createKey();
    const Policy = policyOf(allow(stranger.arn, 'kms:Decrypt'));
    call('PutKeyPolicy', { KeyId, Policy });
    expect(JSON.stringify(decode(records.at(-1)))).toContain(administrator.arn);
  });
});
