import { describe, expect, test } from '@jest/globals';
import { Pace } from '../../shared/aws/pace.ts';
import { quotas } from '../../shared/aws/quotas.ts';

/** Paces on a clock of their own; what they wait passes at once. */
function paces(count: number) {
  let time = 0;
  const waits: number[] = [];
  const pause = async (ms: number) => {
    waits.push(ms);
    time += ms;
  };
  const made = Array.from({ length: count }, () => new Pace({ sharers: count, now: () => time, pause }));
  return { paces: made, waits, now: () => time };
}

describe('a pace', () => {
  test('lets a single request through at once, even where ten functions share the quota', async () => {
    const { paces: many, waits } = paces(10);
    await Promise.all(many.map((pace) => pace.turn('CancelKeyDeletion')));
    expect(waits).toEqual([]);
  });

  test('keeps one function within the quota, over any length of time', async () => {
    const { paces: one, now } = paces(1);
    for (let count = 0; count < 100; count += 1) await one[0]?.turn('CancelKeyDeletion');
    const burst = 4;
    expect((100 - burst) / (now() / 1_000)).toBeCloseTo(4, 1);
    expect(quotas.CancelKeyDeletion).toBe(5);
  });

  test('keeps each operation by itself', async () => {
    const { paces: one, waits } = paces(1);
    for (let count = 0; count < 4; count += 1) await one[0]?.turn('CancelKeyDeletion');
    for (let count = 0; count < 4; count += 1) await one[0]?.turn('EnableKey');
    expect(waits).toEqual([]);
    await one[0]?.turn('EnableKey');
    expect(waits).toEqual([250]);
  });

  test('never holds back what is only read', async () => {
    const { paces: one, waits } = paces(1);
    for (let count = 0; count < 1_000; count += 1) await one[0]?.turn('DescribeKey');
    expect(waits).toEqual([]);
  });

  test('sends back to the queue what would have to wait for longer than a function may, and counts it not', async () => {
    let time = 0;
    const pace = new Pace({ sharers: 10, now: () => time, pause: async () => {} });
    // 0.4 a second: the first at once, two more after 2.5 and 5 seconds.
    for (let count = 0; count < 3; count += 1) await pace.turn('EnableKey');
    await expect(pace.turn('EnableKey')).rejects.toMatchObject({ name: expect.stringContaining('Throttl') });
    time = 2_500;
    await pace.turn('EnableKey');
  });
});
