import { describe, expect, test } from '@jest/globals';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import type { MassEvent } from '../../shared/ledger/mass-event.ts';
import type { ChannelName } from '../../shared/standard/standard.ts';
import { lineOf } from '../../shared/tell/line.ts';
import { isOver, massKeyOf, massKindOf, withCounted } from '../../shared/tell/mass.ts';
import { isDue } from '../../shared/tell/mass-news.ts';
import { decisionOf, start } from './stage.ts';

const minute = 60_000;
const limits = { count: 3, withinMinutes: 5 };

/** What is known of a kind after alerts on changes that were made at these minutes. */
function after(minutes: readonly number[], to?: readonly ChannelName[]): MassEvent | undefined {
  return minutes.reduce<MassEvent | undefined>((known, at, n) => {
    const decision = decisionOf(n, { at: start + at * minute });
    return withCounted(known, massKindOf(decision), lineOf(composeMessage(decision)), limits, to);
  }, undefined);
}

describe('Alerts are of one kind', () => {
  const keyOf = (...asked: Parameters<typeof decisionOf>) => massKeyOf(massKindOf(decisionOf(...asked)));
  const usual = keyOf(1);

  test('whichever key and change they are about, and whatever was found or done', () => {
    expect(keyOf(2, { outcome: 'failed', findings: [], keyClass: 'other' })).toBe(usual);
  });

  test('whatever the session: a role is one actor', () => {
    const { change, ...decision } = decisionOf(1);
    const actor = { ...change.actor, session: 'another' };
    expect(massKeyOf(massKindOf({ ...decision, change: { ...change, actor } }))).toBe(usual);
  });

  test.each([
    ['operation', keyOf(1, { operation: 'DisableKey' })],
    ['actor', keyOf(1, { by: 'role/Other' })],
    ['account', keyOf(1, { arn: 'arn:aws:kms:eu-west-1:222233334444:key/1' })],
    ['Region', keyOf(1, { arn: 'arn:aws:kms:us-east-1:111122223333:key/1' })],
  ])('only with the same %s', (_, other) => {
    expect(other).not.toBe(usual);
  });
});

describe('A mass event', () => {
  test.each([
    ['two alerts', [0, 1], undefined],
    ['three within five minutes', [0, 2, 4.9], 3],
    ['three that are further apart', [0, 3, 5], undefined],
    ['the last three of many that are further apart', [0, 4, 8, 9, 9.5], 3],
    ['three that come in another order than they were made', [4, 0, 2], 3],
    ['what follows', [0, 1, 2, 7, 11, 16], 6],
  ])('is, of %s: %j: %p', (_, minutes, count) => {
    expect(after(minutes)?.open?.count).toBe(count);
  });

  test('counts an alert that comes again once', () => {
    const known = after([0, 1, 2]);
    const again = decisionOf(1, { at: start + minute });
    const line = lineOf(composeMessage(again));
    expect(withCounted(known, massKindOf(again), line, limits, undefined)).toBe(known);
  });

  test('is over when nothing has come for as long', () => {
    const open = after([0, 1, 2])?.open;
    if (open === undefined) throw new Error('it is one');
    expect(isOver(open, limits, start + 7 * minute)).toBe(false);
    expect(isOver(open, limits, start + 7 * minute + 1)).toBe(true);
  });

  test('is for every channel that one of its alerts is for', () => {
    expect(after([0, 1, 2, 3], ['sns'])?.open?.to).toEqual(['sns']);
    const known = after([0, 1, 2], ['sns']);
    const decision = decisionOf(9, { at: start });
    const line = lineOf(composeMessage(decision));
    const kind = massKindOf(decision);
    expect(withCounted(known, kind, line, limits, ['slack'])?.open?.to).toEqual(['sns', 'slack']);
    expect(withCounted(known, kind, line, limits, undefined)?.open?.to).toBeUndefined();
  });
});

describe('A channel is told of a mass event', () => {
  const told = { count: 10, severity: 'high', at: start } as const;
  const posted = { ...told, posted: { ts: '1' } };
  const at = (seconds: number) => start + seconds * 1_000;
  const high = (count: number) => ({ count, severity: 'high', outcomes: { remediated: count } }) as const;
  const critical = (count: number) => ({ ...high(count), severity: 'critical' }) as const;
  const failed = (count: number) => ({ ...high(count), outcomes: { failed: 1, remediated: count - 1 } });

  test.each([
    ['at once', undefined, high(10), false, at(0), true],
    ['not when nothing is new', told, high(10), false, at(60), false],
    ['not when it has grown a little', told, high(19), false, at(60), false],
    ['when it has doubled', told, high(20), false, at(1), true],
    ['when it became worse', told, critical(11), false, at(1), true],
    ['with the first that could not be put right', told, failed(11), false, at(1), true],
    [
      'of more of them when it has doubled',
      { ...told, unresolved: true as const },
      failed(12),
      false,
      at(1),
      false,
    ],
    ['by an update with the first that could not be put right', posted, failed(11), false, at(1), true],
    ['a last time', told, high(11), true, at(1), true],
    ['not a last time when it knows all', told, high(10), true, at(1), false],
    ['by an update every little while', posted, high(11), false, at(15), true],
    ['by no update sooner', posted, high(100), false, at(14), false],
    ['by an update that says that it is over', posted, high(10), true, at(1), true],
  ])('%s', (_, before, now, over, when, due) => {
    expect(isDue(before, now, over, when)).toBe(due);
  });
});
