import { describe, expect, test } from '@jest/globals';
import type { History } from '../shared/ledger/history.ts';
import { withWrite, wroteAt } from '../shared/wrote-at.ts';

const write = (at: number, ...steps: Parameters<typeof wroteAt>[1]) => ({ changeId: `c${at}`, at, steps });
const none: History = { remediations: [] };
const after = (...writes: readonly ReturnType<typeof write>[]) => {
  let history = none;
  for (const each of writes) history = { ...history, wrote: withWrite(history, each) };
  return history;
};

describe('When the guardian wrote something last', () => {
  test('is known for each aspect by itself', () => {
    const history = after(write(1, 'put-key-policy'), write(2, 'cancel-key-deletion', 'enable-key'));
    expect(wroteAt(history, ['put-key-policy'])).toBe(1);
    expect(wroteAt(history, ['disable-key'])).toBe(2);
    expect(wroteAt(history, ['disable-key', 'put-key-policy'])).toBe(2);
    expect(wroteAt(history, ['enable-key-rotation'])).toBeUndefined();
  });

  test('is the later time, in whichever order the writes come to be known', () => {
    expect(wroteAt(after(write(5, 'enable-key'), write(3, 'disable-key')), ['enable-key'])).toBe(5);
  });

  test('is that of the last write, in a history that is older than this', () => {
    const old: History = { ...none, lastWrite: write(4, 'put-key-policy') };
    expect(wroteAt(old, ['put-key-policy'])).toBe(4);
    expect(wroteAt({ ...old, wrote: withWrite(old, write(6, 'enable-key')) }, ['put-key-policy'])).toBe(4);
  });
});
