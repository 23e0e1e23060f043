import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { judge, judgeAs } from '../../shared/rules/judge.ts';
import type { Rule, Severity, Violation } from '../../shared/rules/rule.ts';
import * as given from './subject.ts';

const rule = (id: string, severity: Severity, violation: Partial<Violation> = {}): Rule => ({
  id,
  title: 'Nothing is wrong',
  severity,
  area: 'policy',
  duty: 'policy',
  rationale: 'It is a test.',
  fix: 'Put it right.',
  controls: {},
  check: () => [{ message: 'Something is wrong.', ...violation }],
});

describe('judge', () => {
  test('a finding says what its rule says, and what the violation does not', () => {
    expect(judge([rule('plain', 'high')], given.subject())).toEqual([
      {
        rule: 'plain',
        severity: 'high',
        message: 'Something is wrong.',
        fix: 'Put it right.',
        evidence: [],
        statements: [],
      },
    ]);
  });

  test('what the violation says counts for more', () => {
    const violation = {
      fix: 'Ask first.',
      evidence: ['a fact'],
      statements: [1],
      remedy: 'enable-key',
    } as const;
    expect(judge([rule('special', 'high', violation)], given.subject())).toMatchObject([violation]);
  });

  test('the worst come first, and a standard says what is bad for itself', () => {
    const rules = [rule('a', 'low'), rule('b', 'medium'), rule('c', 'high'), rule('d', 'critical')];
    const governance = given.governance({ rules: { a: { severity: 'high' }, b: { mode: 'observe' } } });
    const order = (found: ReturnType<typeof judge>) =>
      found.map(({ rule, severity }) => `${rule} ${severity}`);
    expect(order(judge(rules, given.subject()))).toEqual(['d critical', 'c high', 'b medium', 'a low']);
    expect(order(judge(rules, given.subject({ governance })))).toEqual([
      'd critical',
      'a high',
      'c high',
      'b medium',
    ]);
  });

  test('a rule judges only things of its kind', () => {
    const check = () => [{ message: 'The trail is wrong.' }];
    const ofTrails: Rule<'trail'> = { ...rule('trails', 'low'), scope: 'trail', check };
    const rules = [rule('keys', 'low'), ofTrails];
    expect(judge(rules, given.subject()).map(({ rule }) => rule)).toEqual(['keys']);
    const trail = exampleSubject<'trail'>({ name: 'a trail' }, 'trail');
    expect(judgeAs('trail', rules, trail).map(({ rule }) => rule)).toEqual(['trails']);
  });
});
