import { describe, expect, test } from '@jest/globals';
import { exampleSubject, findingsIn } from '../../cli/explain/example-subject.ts';
import { scopeOf } from '../../cli/explain/starting-things.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { Example, Rule } from '../../shared/rules/rule.ts';
import { severities } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import { files } from './rule-files.ts';

const SENTENCE = /\S \S.*\.$/s;
const NAME = /^[a-z]+(-[a-z]+)*$/;

test('every rule of the index says how bad its findings are, and whose duty they are', () => {
  for (const { severity, duty } of allRules) {
    expect(severities).toContain(severity);
    expect([duty].flat()).not.toEqual([]);
    for (const each of [duty].flat()) expect(each).toMatch(NAME);
  }
});

const named = (examples: readonly Example<Scope>[] = []) =>
  examples.map((each) => [each.name, each] as const);

describe.each(files.map((each) => [each.rule.id, each] as const))('%s', (_, { rule, examples }) => {
  test.each(named(examples?.wrong))('tells what it finds: %s', (_, example) => {
    for (const { message, evidence = [], statements = [], remedy } of findingsIn(rule, example)) {
      expect(message).toMatch(SENTENCE);
      for (const line of evidence) expect(line).toMatch(/\w/);
      const places = (example.statements ?? []).map((_, index) => index);
      expect(statements).toEqual(places.filter((index) => statements.includes(index)));
      expect(remedy ?? 'none').toMatch(NAME);
    }
  });

  test.each(named(examples?.wrong))('looks at it where nothing is known of before: %s', (_, example) => {
    const { baseline: _baseline, ...unknown } = exampleSubject(example, scopeOf(rule));
    const { change: _change, ...unchanged } = unknown;
    const violations = [unknown, unchanged].flatMap((subject) => (rule as Rule<Scope>).check(subject));
    expect(violations.every(({ message }) => SENTENCE.test(message))).toBe(true);
  });
});

test('a key policy that cannot be read is a finding of few rules, and shuts no other up', () => {
  const unreadable = exampleSubject({ name: 'a policy cut off', snapshot: { policy: '{ "Statement": [' } });
  const ofKeys = files.map(({ rule }) => rule).filter((rule): rule is Rule => scopeOf(rule) === 'key');
  const found = ofKeys.filter((rule) => rule.check(unreadable).length > 0);
  expect(found.map(({ id }) => id)).toEqual(['no-public-access', 'policy-drift']);
});
