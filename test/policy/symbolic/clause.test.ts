import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { parsePolicy } from '../../../shared/policy/parse.ts';
import type { Condition } from '../../../shared/policy/policy.ts';
import { formOf, holdsWhenAbsent, holdsWhenPresent } from '../../../shared/policy/symbolic/condition-form.ts';

const OWN = '111122223333';
const key = (id: string) => `arn:aws:kms:us-east-1:${OWN}:key/${id}`;
const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', ...more });
const relation = (before: object, after: object) => {
  const policyOf = (statement: object) =>
    parsePolicy({ Version: '2012-10-17', Statement: [allow(statement)] }, { account: OWN });
  return comparePolicies(policyOf(before), policyOf(after)).relation;
};

describe('R-UNKNOWN: an open question is the same on both sides, or it is another', () => {
  test.each<[string, object, object, string]>([
    [
      'whether two keys are this key',
      { Resource: [key('a'), key('b')] },
      { Resource: [key('b'), key('a')] },
      'equivalent',
    ],
    ['whether another key is', { Resource: key('a') }, { Resource: key('b') }, 'unknown'],
    ['whether a key is not', { Resource: key('a') }, { NotResource: key('a') }, 'unknown'],
  ])('%s', (_name, before, after, expected) => {
    expect(relation(before, after)).toBe(expected);
  });

  test('on who calls', () => {
    const account = (name: string, more: object = {}) => ({
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': `\${${name}}` }, ...more },
    });
    expect(relation(account('aws:ResourceAccount'), account('aws:ResourceAccount'))).toBe('equivalent');
    expect(relation(account('aws:ResourceAccount'), account('aws:SourceAccount'))).toBe('incomparable');
  });
});

describe('R-VALUES: conditions that differ in spelling alone have one form', () => {
  const condition: Condition = {
    operator: 'StringEquals',
    ifExists: false,
    key: 'aws:A',
    values: ['x', 'y'],
  };
  test.each<[string, Partial<Condition>, boolean]>([
    ['the case of the key', { key: 'AWS:a' }, true],
    ['the order of values, and a value twice', { values: ['y', 'x', 'y'] }, true],
    ['fewer values', { values: ['x'] }, false],
    ['the operator', { operator: 'StringLike' }, false],
    ['IfExists', { ifExists: true }, false],
    ['the set operator', { quantifier: 'ForAllValues' }, false],
    ['the key', { key: 'aws:B' }, false],
  ])('%s', (_name, other, same) => {
    expect(formOf({ ...condition, ...other }) === formOf(condition)).toBe(same);
  });
});

describe('R-NULL: what Null says of a key that is absent or present', () => {
  test.each<[string[], Condition['quantifier'], boolean, boolean]>([
    [['true'], undefined, true, false],
    [['False'], undefined, false, true],
    [['TRUE', 'false'], undefined, true, true],
    [['false'], 'ForAllValues', true, true],
    [['true'], 'ForAnyValue', false, false],
  ])('%j %s', (values, quantifier, absent, present) => {
    const condition: Condition = {
      operator: 'Null',
      ifExists: false,
      key: 'k',
      values,
      ...(quantifier && { quantifier }),
    };
    expect([holdsWhenAbsent(condition), holdsWhenPresent(condition)]).toEqual([absent, present]);
  });
});
