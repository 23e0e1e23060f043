import { expect, test } from '@jest/globals';
import { changeIdOf, decodePress, pressMessage } from '../../shared/events/decode-press.ts';

const pressed = {
  press: 'revert',
  arn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  changeId: 'change',
  by: 'Alice (U0ALICE), through Slack',
  pressId: '0a1b',
} as const;

test('a press that was sent is read as it was', () => {
  expect(decodePress(JSON.parse(JSON.stringify(pressMessage(pressed))))).toEqual(pressed);
  expect(changeIdOf(pressed)).toBe('press-0a1b');
});

test.each([
  ['an event', { detail: {} }],
  ['text', 'press'],
  ['nothing', null],
  ['another message', { 'kms-guardian': 'digest' }],
])('%s is no press', (_, event) => {
  expect(decodePress(event)).toBeUndefined();
});

test.each([
  ['another press', { press: 'accept' }],
  ['no thing', { arn: undefined }],
  ['no change', { changeId: '' }],
  ['nobody', { by: 7 }],
  ['an ID that is none', { pressId: '../1' }],
])('a press that has %s is refused', (_, more) => {
  expect(() => decodePress({ ...pressMessage(pressed), ...more })).toThrow(
    expect.objectContaining({ code: 'NOT_A_PRESS' }),
  );
});
