import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../../shared/policy/compare.ts';
import { conditionKey } from '../../../shared/policy/condition-keys.ts';
import type { Context } from '../../../shared/policy/policy.ts';
import { readCaller } from '../../../shared/policy/principal-keys.ts';
import { DERIVED_KEYS, MULTIVALUED_KEYS, OPERATORS, SINGLE_KEYS } from './alphabet.ts';
import { carries } from './carried.ts';
import { type Draft, operatorName, policyOf } from './draft.ts';
import { randomPair } from './edit.ts';
import { randomTheme } from './generate.ts';
import { Random } from './random.ts';
import { randomRequests } from './request.ts';

const SEED = 1;
const CASES = Array.from({ length: 4000 }, (_, index) => {
  const random = new Random(SEED, index);
  const policies = randomPair(random, randomTheme(random, 'exact'));
  return { policies, requests: randomRequests(random, policies, 4) };
});
const SOME = CASES.slice(0, 1000);
const DRAFTS: readonly Draft[] = CASES.flatMap(({ policies }) => policies);
const STATEMENTS = DRAFTS.flatMap(({ statements }) => statements);
const REQUESTS = CASES.flatMap(({ requests }) => requests);
const CONDITIONS = STATEMENTS.flatMap(({ conditions }) => conditions);

describe('the random policies and requests that laws are tried on', () => {
  test('have every operator, each with IfExists, ForAllValues and ForAnyValue, and Null', () => {
    const operators = Object.values(OPERATORS).flat();
    const wanted = operators.flatMap((name) =>
      ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((set) => [`${set}${name}`, `${set}${name}IfExists`]),
    );
    const found = new Set(CONDITIONS.map(operatorName));
    expect([...wanted, 'Null'].filter((name) => !found.has(name))).toEqual([]);
  });

  test('have every condition key, in odd case too', () => {
    const keys = [...DERIVED_KEYS, ...SINGLE_KEYS, ...MULTIVALUED_KEYS].map(({ name }) => name);
    const found = new Set(CONDITIONS.map(({ key }) => key));
    expect(keys.filter((key) => !found.has(key) || !found.has(key.toLowerCase()))).toEqual([]);
  });

  test('have every kind of principal, named and not, in either effect, and every negated element', () => {
    const kinds = (policies: readonly Draft[], negated: boolean) =>
      policies
        .map(policyOf)
        .flatMap(({ statements }) =>
          statements
            .filter(({ principals }) => principals.negated === negated)
            .flatMap(({ effect, principals }) => principals.any.map(({ kind }) => `${effect} ${kind}`)),
        );
    const wanted = ['anyone', 'account', 'role', 'user', 'session', 'federated-user', 'service', 'unique-id'];
    for (const negated of [false, true]) {
      const found = new Set(
        kinds(
          SOME.flatMap(({ policies }) => policies),
          negated,
        ),
      );
      for (const effect of ['Allow', 'Deny']) {
        expect(wanted.filter((kind) => !found.has(`${effect} ${kind}`))).toEqual([]);
      }
    }
    expect(STATEMENTS.some(({ actions }) => actions.negated)).toBe(true);
    expect(STATEMENTS.some(({ resources }) => resources.negated)).toBe(true);
    expect(new Set(DRAFTS.map(({ version }) => version)).size).toBe(2);
  });

  test('are asked by every kind of caller', () => {
    const kinds = new Set(REQUESTS.map(({ principal }) => readCaller(principal).kind));
    expect([...kinds].sort()).toEqual(['federated-user', 'role', 'root', 'service', 'session', 'user']);
  });

  test('are asked what can be asked: one value of its type for a single-valued key that the action carries', () => {
    for (const { action, context = {} } of REQUESTS) {
      const own = Object.entries(context).filter(([key]) => key !== 'aws:PrincipalArn');
      expect(own.filter(([key, value]) => !carries(action, key) || !isValue(key, value))).toEqual([]);
    }
  });

  test('are related in every way, about half of them different', () => {
    const relations = SOME.map(({ policies }) =>
      comparePolicies(policyOf(policies[0]), policyOf(policies[1])),
    );
    const count = (name: string) => relations.filter(({ relation }) => relation === name).length;
    expect(count('equivalent')).toBeLessThan(SOME.length * 0.65);
    for (const name of ['equivalent', 'narrower', 'wider', 'incomparable']) {
      expect(count(name)).toBeGreaterThan(SOME.length * 0.04);
    }
  });
});

const FORMS = {
  bool: /^(true|false)$/,
  numeric: /^\d+$/,
  date: /^\d{4}-\d\d-\d\dT/,
  ip: /^[\d.]+$|^[\da-f:]+$/,
  arn: /^arn:/,
  string: /^/,
} as const;

function isValue(key: string, value: Context[string]): boolean {
  const published = conditionKey(key);
  const values = [value].flat();
  const form = FORMS[published?.type ?? 'string'];
  return (published?.multivalued !== false || values.length === 1) && values.every((each) => form.test(each));
}
