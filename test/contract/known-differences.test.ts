import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { knownDifferences } from './known-differences.ts';
import { subjects } from './subjects.ts';

const cases = subjects.flatMap(({ cases }) => cases);
const differences = knownDifferences.flatMap(({ of, seen }) =>
  Object.entries(seen).map(([name, instead]) => ({ of, name, instead })),
);

describe('The list of known differences', () => {
  test('is of cases that are asked, each under a name of its own', () => {
    const names = cases.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(differences.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('has each difference of a stand-in once', () => {
    const each = differences.map(({ of, name }) => `${of}: ${name}`);
    expect(new Set(each).size).toBe(each.length);
  });

  test('has nothing that AWS does just so', () => {
    const same = differences.filter(({ name, instead }) =>
      cases.some((each) => each.name === name && isDeepStrictEqual(each.aws, instead)),
    );
    expect(same).toEqual([]);
  });

  test('names a page of AWS for each', () => {
    for (const { page, aws } of knownDifferences) {
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
      expect(aws).not.toBe('');
    }
  });
});
