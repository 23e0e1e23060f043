import { expect, test } from '@jest/globals';
import { worstFirst } from '../../shared/lambda/worst-first.ts';

const message = (eventName: string, requestParameters: object = {}) => ({
  body: JSON.stringify({ detail: { eventName, requestParameters } }),
});
const sooner = message('ScheduleKeyDeletion', { pendingWindowInDays: 7 });
const later = message('ScheduleKeyDeletion', { pendingWindowInDays: 30 });
const silent = message('ScheduleKeyDeletion');
const policy = message('PutKeyPolicy');
const tags = message('TagResource');
const odd = { body: '{' };

test('what cannot be made good comes first, and of deletions the soonest', () => {
  expect(worstFirst([tags, later, policy, sooner])).toEqual([sooner, later, policy, tags]);
});

test('where no window is named it is that of KMS, 30 days; what is alike stays in order', () => {
  expect(worstFirst([silent, later])).toEqual([silent, later]);
  expect(worstFirst([later, silent])).toEqual([later, silent]);
});

test('what is no event waits for its turn to be refused', () => {
  expect(worstFirst([odd, tags, policy])).toEqual([policy, odd, tags]);
  expect(worstFirst([{ body: '[]' }, policy])).toEqual([policy, { body: '[]' }]);
});
