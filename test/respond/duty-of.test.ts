import { expect, test } from '@jest/globals';
import { allRules } from '../../shared/duties.ts';
import { dutyOf } from '../../shared/respond/duty-of.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import { exampleDecision } from '../alerts/example-decision.ts';

const [finding] = exampleDecision().findings;
const decided = (scope: Scope, ...rules: readonly string[]) => ({
  scope,
  findings: rules.flatMap((rule) => (finding ? [{ ...finding, rule }] : [])),
});

test.each([
  ['key', ['policy-drift', 'no-public-access'], 'policy'],
  ['key', ['rotation-enabled'], 'rotation'],
  ['key', ['no-unauthorized-deletion'], 'lifecycle'],
  ['key', ['tag-tampering'], 'labels'],
  ['alias', ['alias-hijack'], 'labels'],
  ['key-store', ['key-store-connected'], 'lifecycle'],
  ['trail', ['kms-logged'], 'perimeter'],
] as const)('what is wrong with a %s by %j is for the function %s', (scope, rules, name) => {
  expect(dutyOf(decided(scope, ...rules))).toBe(name);
});

test('what several functions may put right is for the one that found the rest of it', () => {
  expect(dutyOf(decided('key', 'required-tags', 'tag-tampering'))).toBe('labels');
  expect(dutyOf(decided('key', 'required-tags', 'key-spec'))).toBe('policy');
});

test('where nothing is known to be wrong, it is for nobody', () => {
  expect(dutyOf(decided('key'))).toBeUndefined();
  expect(dutyOf(decided('key', 'constructor'))).toBeUndefined();
});

test('every rule on a thing is for a function that looks after things of its kind', () => {
  for (const { id, scope = 'key' } of allRules)
    expect([id, dutyOf(decided(scope, id))]).not.toEqual([id, undefined]);
});
