import { describe, expect, test } from '@jest/globals';
import {
  ADMINISTER_ACTIONS,
  expandActions,
  KEY_ACTIONS,
  OTHER_ACTIONS,
  OWN_ACTIONS,
  USE_ACTIONS,
} from '../../shared/policy/actions.ts';
import { actionsThatCarry, conditionKey } from '../../shared/policy/condition-keys.ts';
import { glob } from '../../shared/policy/glob.ts';

describe('R-ACTION: the published actions', () => {
  test('are 56, 45 of them on a key', () => {
    expect([KEY_ACTIONS.size, OTHER_ACTIONS.size]).toEqual([45, 11]);
    expect(OTHER_ACTIONS.has('kms:CreateKey')).toBe(true);
  });

  test('expand without case, and only to actions on a key', () => {
    expect(expandActions(['KMS:reencrypt*', 'kms:List?eys'])).toEqual(
      new Set(['kms:ReEncryptFrom', 'kms:ReEncryptTo']),
    );
    expect(expandActions(['*'])).toEqual(KEY_ACTIONS);
  });

  test('fall into separate duties', () => {
    expect(USE_ACTIONS.has('kms:GenerateDataKeyPairWithoutPlaintext')).toBe(true);
    expect(ADMINISTER_ACTIONS.has('kms:CreateGrant')).toBe(true);
    for (const action of [...USE_ACTIONS, ...OWN_ACTIONS]) {
      expect(ADMINISTER_ACTIONS.has(action)).toBe(false);
    }
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
    expect(conditionKey('aws:Nothing')).toBeUndefined();
  });

  test('are carried by the actions AWS lists', () => {
    expect(actionsThatCarry('kms:GrantIsForAWSResource')).toEqual(
      new Set(['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant']),
    );
    expect(actionsThatCarry('aws:SourceVpce')).toBeUndefined();
  });
});

describe('R-STRING: glob', () => {
  test.each([
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxbyy', false],
    ['?', '', false],
    ['**', '', true],
    ['*ab', 'aab', true],
  ])('%s against %j is %s', (pattern, text, answer) => {
    expect(glob(pattern)(text)).toBe(answer);
  });

  test('does not blow up on many stars', () => {
    expect(glob('*a'.repeat(200))(`${'a'.repeat(5000)}b`)).toBe(false);
  });
});
