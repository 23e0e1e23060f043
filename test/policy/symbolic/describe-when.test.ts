import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';

const OWN = '111122223333';
const APP = { AWS: `arn:aws:iam::${OWN}:role/App` };
const VPCE = 'aws:SourceVpce';
const KEYS = 'kms:EncryptionContextKeys';
const MFA = 'aws:MultiFactorAuthPresent';

const allow = (Condition = {}, Principal: object | string = APP) => ({
  Effect: 'Allow',
  Principal,
  Action: ['kms:Decrypt', 'kms:CreateGrant'],
  Resource: '*',
  Condition,
});
const deny = (Condition = {}) => ({ ...allow(Condition, '*'), Effect: 'Deny' });
const policyOf = (Statement: object[]) => parsePolicy({ Version: '2012-10-17', Statement }, { account: OWN });

/** When those who gain may, in words: each text behind what they may. */
const when = (baseline: object[], candidate: object[]) =>
  comparePolicies(policyOf(baseline), policyOf(candidate)).gained.map(({ text }) =>
    text.replace(/^.* Decrypt and CreateGrant(, )?/, ''),
  );

const equals = (key: string, ...values: string[]) => ({ StringEquals: { [key]: values } });
const notEquals = (key: string, ...values: string[]) => ({ StringNotEquals: { [key]: values } });

describe('R-COMPARE: when those who gain may is told', () => {
  test.each<[string, object, string]>([
    ['not at all where there is no condition', {}, ''],
    [
      'by the conditions of the statement that lets them in',
      { StringEquals: { [VPCE]: ['a', 'b'], 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
      `if ${VPCE} is a or b and through s3.us-east-1.amazonaws.com only`,
    ],
    ['as with a key', { Null: { [VPCE]: 'false' } }, `with ${VPCE}`],
    ['as without a key', { Null: { [VPCE]: 'true' } }, `without ${VPCE}`],
    [
      'without a condition that names who calls',
      equals('aws:PrincipalArn', `arn:aws:iam::${OWN}:role/App`),
      '',
    ],
    [
      'by a condition on any of its values',
      { 'ForAnyValue:StringEquals': { [KEYS]: 'a' } },
      `if any ${KEYS} is a`,
    ],
    [
      'with an example where a pattern and a number are asked for',
      { StringLike: { 'my:level': 'a' }, NumericEquals: { 'my:level': '5' } },
      'if my:level is like a and if my:level is 5, for example with my:level a and 5',
    ],
  ])('%s', (_name, condition, expected) => {
    expect(when([], [allow(condition, '*')])[0]).toBe(expected);
  });

  test('with the conditions on who calls where it stands for many', () => {
    const condition = {
      StringEquals: { 'aws:PrincipalAccount': OWN },
      StringLike: { 'aws:userid': 'AROA1:*' },
    };
    expect(when([], [allow(condition, '*')])).toEqual([
      `if aws:PrincipalAccount is ${OWN} and if aws:userid is like AROA1:*, for example with aws:userid AROA1:any`,
    ]);
  });

  test.each<[string, object, object, string]>([
    ['by the value that was added', equals(VPCE, 'a'), equals(VPCE, 'a', 'b'), `if ${VPCE} is b`],
    [
      'by the values that two lists share alone',
      equals(VPCE, 'a', 'b'),
      equals(VPCE, 'b', 'c', 'd'),
      `if ${VPCE} is c or d`,
    ],
    ['by the values no longer asked for', equals(VPCE, 'a', 'b'), {}, `unless ${VPCE} is a or b`],
    ['by the value no longer spared', notEquals(VPCE, 'a', 'b'), notEquals(VPCE, 'a'), `if ${VPCE} is b`],
    ['as without a key that need not be there', { Null: { [VPCE]: 'false' } }, {}, `without ${VPCE}`],
    ['as with a key that may be there', { Null: { [VPCE]: 'true' } }, {}, `with ${VPCE}`],
    [
      'as without a key, where IfExists spares its absence',
      { Bool: { [MFA]: 'true' } },
      { BoolIfExists: { [MFA]: 'true' } },
      `without ${MFA}`,
    ],
    [
      'by an example where the values cannot be listed: not those of a pattern',
      { StringLike: { [VPCE]: 'vpce-1*' } },
      { StringLike: { [VPCE]: 'vpce-*' } },
      `if ${VPCE} is like vpce-*, for example with ${VPCE} vpce-any`,
    ],
    [
      'by an example where the values cannot be listed: not those of a range',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } },
      'if aws:SourceIp is 10.0.0.0/8 or 192.0.2.0/24, for example with aws:SourceIp 192.0.2.0',
    ],
    [
      'by an example where a set of values must hold one',
      { 'ForAnyValue:StringEquals': { [KEYS]: 'a' } },
      { 'ForAnyValue:StringEquals': { [KEYS]: ['a', 'b'] } },
      `if any ${KEYS} is a or b, for example with ${KEYS} b`,
    ],
    [
      'by an example where of a set of values not all are told',
      { 'ForAnyValue:StringEquals': { [KEYS]: 'b' } },
      { 'ForAllValues:StringEquals': { [KEYS]: ['a', 'b'] }, 'ForAnyValue:StringEquals': { [KEYS]: 'a' } },
      `if every ${KEYS} is a or b and if any ${KEYS} is a, for example with ${KEYS} a`,
    ],
    [
      'by the example of a key that is left out',
      { Bool: { [MFA]: 'true' } },
      {},
      `for example without ${MFA}`,
    ],
    [
      'by what a condition on a key says whose name is written in another way',
      equals('my:key', 'v'),
      equals('My:Key', 'v', 'w'),
      'if My:Key is v or w, for example with my:key w',
    ],
  ])('%s', (_name, before, after, expected) => {
    expect(when([allow(before)], [allow(after)])).toEqual([expected]);
  });

  test.each<[string, object, string]>([
    ['by the value that it spares', notEquals(VPCE, 'a'), `if ${VPCE} is a`],
    ['by the values that it still keeps out', equals(VPCE, 'a', 'b'), `unless ${VPCE} is a or b`],
    [
      'by the number of values where they are many',
      equals(VPCE, 'a', 'b', 'c', 'd', 'e', 'f', 'g'),
      `unless ${VPCE} is a, b, c, d or 3 more`,
    ],
    ['by an example with a key', { StringNotLike: { [VPCE]: 'a*' } }, `for example with ${VPCE} aany`],
    ['by an example without a key', { StringLike: { [VPCE]: 'a*' } }, `for example without ${VPCE}`],
  ])('where a Deny is relaxed: %s', (_name, condition, expected) => {
    expect(when([allow(), deny()], [allow(), deny(condition)])).toEqual([expected]);
  });
});
