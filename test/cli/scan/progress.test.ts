import { describe, expect, test } from '@jest/globals';
import { turnstile } from '../../../cli/scan/key-rate.ts';
import { barOf, progressOn } from '../../../cli/scan/progress.ts';

describe('the bar', () => {
  test.each([
    [{ done: 0, total: 400, ms: 0 }, `${'░'.repeat(40)} 0/400 keys  0 %  0/s`],
    [
      { done: 100, total: 400, ms: 2_000 },
      `${'█'.repeat(10)}${'░'.repeat(30)} 100/400 keys  25 %  50/s  6 s left`,
    ],
    [{ done: 80, total: 40_080, ms: 1_000 }, `${'░'.repeat(40)} 80/40080 keys  0 %  80/s  8 min 20 s left`],
    [{ done: 1, total: 7_201, ms: 1_000 }, `${'░'.repeat(40)} 1/7201 keys  0 %  1/s  2 h 0 min left`],
    [{ done: 4, total: 4, ms: 1_000 }, `${'█'.repeat(40)} 4/4 keys  100 %  4/s  0 s left`],
    [{ done: 0, total: 0, ms: 0 }, `${'█'.repeat(40)} 0/0 keys  100 %  0/s`],
  ])('of %j tells how far, how fast and how long', (at, bar) => {
    expect(barOf(at, 120)).toBe(bar);
  });

  test.each([60, 40, 20, 5])('stays within %i columns', (columns) => {
    expect(barOf({ done: 100, total: 400, ms: 2_000 }, columns).length).toBeLessThan(columns);
  });
});

describe('progress', () => {
  const draw = (isTTY: boolean) => {
    let written = '';
    let time = 0;
    const screen = { isTTY, columns: 80, write: (text: string) => (written += text) };
    const progress = progressOn(screen, () => time);
    for (let done = 0; done <= 100; done += 1, time += 10) progress.show(done, 100);
    progress.end();
    return written;
  };

  test('is drawn on a terminal, some times a second, and taken away at the end', () => {
    const drawn = draw(true).split('\r');
    expect(drawn).toHaveLength(1 + 11 + 1);
    expect(drawn.at(-2)).toContain('100/100 keys');
    expect(drawn.at(-1)).toBe('\x1b[K');
  });

  test('is not drawn elsewhere', () => {
    expect(draw(false)).toBe('');
  });
});

test('the turnstile lets so many through a second, and the first at once', async () => {
  let time = 1_000;
  const waits: number[] = [];
  const turn = turnstile(80, {
    now: () => time,
    pause: async (ms) => void waits.push(ms),
  });
  for (let count = 0; count < 4; count += 1) await turn();
  time += 10_000;
  await turn();
  expect(waits).toEqual([12.5, 25, 37.5]);
});
