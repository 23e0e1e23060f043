import { describe, expect, test } from '@jest/globals';
import {
  ADMINISTER_ACTIONS,
  expandActions,
  KEY_ACTIONS,
  OTHER_ACTIONS,
  OWN_ACTIONS,
  publishedAction,
  RECOVERY_ACTIONS,
  USE_ACTIONS,
} from '../../shared/policy/actions.ts';
import { actionsThatCarry, conditionKey } from '../../shared/policy/condition-keys.ts';

describe('R-ACTION: the published actions', () => {
  test('are 56, 45 of them on a key', () => {
    expect([KEY_ACTIONS.size, OTHER_ACTIONS.size]).toEqual([45, 11]);
    expect(OTHER_ACTIONS.has('kms:CreateKey')).toBe(true);
  });

  test('are known in any case', () => {
    expect(publishedAction('KMS:createkey')).toBe('kms:CreateKey');
    expect(publishedAction('kms:Decript')).toBeUndefined();
  });

  test('expand without case, and only to actions on a key', () => {
    expect(expandActions(['KMS:reencrypt*', 'kms:List?eys', 'KMS:DECRYPT', 'kms:CreateKey'])).toEqual(
      new Set(['kms:ReEncryptFrom', 'kms:ReEncryptTo', 'kms:Decrypt']),
    );
    expect(expandActions(['*'])).toEqual(KEY_ACTIONS);
    expect(expandActions([]).size).toBe(0);
  });
});

describe('R-DUTY: what belongs to', () => {
  test.each<[string, ReadonlySet<string>, string]>([
    [
      'use',
      USE_ACTIONS,
      `Decrypt DeriveSharedSecret Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext
        GenerateDataKeyWithoutPlaintext GenerateMac ReEncryptFrom ReEncryptTo Sign Verify VerifyMac`,
    ],
    ['own', OWN_ACTIONS, 'PutKeyPolicy'],
    [
      'administer',
      ADMINISTER_ACTIONS,
      `CancelKeyDeletion CreateAlias CreateGrant DeleteAlias DeleteImportedKeyMaterial DisableKey DisableKeyRotation
        EnableKey EnableKeyRotation ImportKeyMaterial ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand
        ScheduleKeyDeletion SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateKeyDescription
        UpdatePrimaryRegion`,
    ],
    [
      'recovery',
      RECOVERY_ACTIONS,
      'CancelKeyDeletion DescribeKey EnableKey GetKeyPolicy ListKeyPolicies PutKeyPolicy',
    ],
  ])('%s', (_duty, actions, names) => {
    expect([...actions].sort()).toEqual(names.split(/\s+/).map((name) => `kms:${name}`));
  });
});

describe('R-CARRIED: the condition keys', () => {
  test('are found without case, tags and encryption contexts by their prefix', () => {
    expect(conditionKey('AWS:sourcevpce')).toEqual({
      name: 'aws:SourceVpce',
      type: 'string',
      multivalued: false,
    });
    expect(conditionKey('KMS:encryptioncontext:App')?.name).toBe('kms:EncryptionContext:App');
    expect(conditionKey('kms:ResourceAliases')?.multivalued).toBe(true);
    expect(conditionKey('aws:PrincipalTag/Team')).toEqual({
      name: 'aws:PrincipalTag/Team',
      type: 'string',
      multivalued: false,
    });
  });

  test.each([
    'aws:Nothing',
    'aws:SourceVpcEndpoint',
    'aws:PrincipalTag/',
    'aws:PrincipalTag',
    'SourceVpc',
    '',
  ])('are none of %j', (name) => {
    expect(conditionKey(name)).toBeUndefined();
  });

  test('are carried by the actions AWS lists, without case', () => {
    const grants = new Set(['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant']);
    expect(actionsThatCarry('kms:GrantIsForAWSResource')).toEqual(grants);
    expect(actionsThatCarry('KMS:grantisforawsresource')).toEqual(grants);
    const context = actionsThatCarry('kms:EncryptionContext:App');
    expect(['kms:Decrypt', 'kms:Sign'].map((action) => context?.has(action))).toEqual([true, false]);
  });

  test.each(['kms:KeySpec', 'kms:ResourceAliases', 'aws:ResourceTag/team'])('%s by all on a key', (key) => {
    expect(actionsThatCarry(key)).toEqual(KEY_ACTIONS);
  });

  test.each([
    ['a global key', 'aws:SourceVpce'],
    ['what is not published', 'x:EncryptionContext:App'],
    ['the service it comes through', 'kms:ViaService'],
    ['the account that calls', 'kms:CallerAccount'],
    ['a tag of the request', 'aws:RequestTag/team'],
  ])('%s may be in any request: %s', (_what, key) => {
    expect(actionsThatCarry(key)).toBeUndefined();
  });
});
