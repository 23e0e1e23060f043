import { describe, expect, test } from '@jest/globals';
import { exampleSubject, findingsIn } from '../../cli/explain/example-subject.ts';
import { startingThings } from '../../cli/explain/starting-things.ts';
import { judgeAs } from '../../shared/rules/judge.ts';
import type { Example } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import { files } from './rule-files.ts';

const named = (examples: readonly Example<Scope>[] | undefined) =>
  (examples ?? []).map((each) => [each.name, each] as const);

describe.each(files.map((each) => [each.rule.id, each] as const))('%s', (id, { file, rule, examples }) => {
  test('is in the file of its name, with two wrong and two right examples or more', () => {
    expect(file).toBe(`${id}.ts`);
    expect(examples?.wrong.length).toBeGreaterThanOrEqual(2);
    expect(examples?.right.length).toBeGreaterThanOrEqual(2);
  });

  test.each(named(examples?.wrong))('finds: %s', (_, example) => {
    expect(findingsIn(rule, example)).not.toEqual([]);
  });

  test.each(named(examples?.right))('finds nothing: %s', (_, example) => {
    expect(findingsIn(rule, example)).toEqual([]);
  });
});

const scopes = Object.keys(startingThings) as Scope[];

test.each(scopes)('the %s that examples start from keeps to every rule', (scope) => {
  const rules = files.map(({ rule }) => rule);
  expect(judgeAs(scope, rules, exampleSubject({ name: 'nothing is said' }, scope))).toEqual([]);
});
