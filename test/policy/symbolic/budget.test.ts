import { expect, test } from '@jest/globals';
import { Budget, unlessTooMany } from '../../../shared/policy/symbolic/budget.ts';

test('work is done, or left where there are too many cases, and other errors stay errors', () => {
  const work = (steps: number) => {
    new Budget(5).spend(steps);
    return 'done';
  };
  expect(unlessTooMany(() => work(5))).toBe('done');
  expect(unlessTooMany(() => work(6))).toBeUndefined();
  expect(() =>
    unlessTooMany(() => {
      throw new RangeError('no');
    }),
  ).toThrow(RangeError);
});
