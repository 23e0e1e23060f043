import { describe, expect, test } from '@jest/globals';
import { allRules } from '../shared/duties.ts';
import { foresee } from '../shared/foresee.ts';
import type { AnyRule } from '../shared/rules/rule.ts';
import { compileStandard } from '../shared/standard/compile.ts';
import * as given from './rules/subject.ts';

const standard = compileStandard({ version: 1, roles: { administrators: ['role/KeyAdministrator'] } });

/** The rules, and the policies that they were asked about. */
function watched() {
  const asked = new Set<string>();
  const rules = allRules
    .filter(({ scope = 'key' }) => scope === 'key')
    .map((rule): AnyRule => {
      const check = (subject: Parameters<typeof rule.check>[0]) => {
        if ('policy' in subject.snapshot) asked.add(subject.snapshot.policy);
        return [];
      };
      return { ...rule, check } as AnyRule;
    });
  return { asked, rules, standard };
}

describe('While AWS is asked', () => {
  test('the rules judge the policy that the event tells of', () => {
    const { asked, ...tools } = watched();
    foresee(given.putPolicy(given.approvedPolicy), tools);
    expect([...asked]).toEqual([given.approvedPolicy]);
  });

  test('nothing is judged of a change that tells no policy', () => {
    const { asked, ...tools } = watched();
    foresee(given.change('DisableKey', {}), tools);
    expect([...asked]).toEqual([]);
  });

  test('a rule that fails is left for the judgement that counts', () => {
    const failing = {
      ...allRules[0],
      check: () => {
        throw new Error('broken');
      },
    } as unknown as AnyRule;
    expect(() => foresee(given.putPolicy('{'), { rules: [failing], standard })).not.toThrow();
  });
});
