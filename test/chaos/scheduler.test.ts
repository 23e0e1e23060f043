import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Scheduler } from '../../chaos/scheduler.ts';

test('what is to happen happens in the order of its time, and at one time in the order it was asked for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), async (delays) => {
      const scheduler = new Scheduler(1_000);
      const happened: [number, number][] = [];
      for (const [order, delay] of delays.entries())
        scheduler.after(delay, () => happened.push([scheduler.now(), order]));
      await scheduler.run();
      const expected = delays.map((delay, order) => [1_000 + delay, order] as const);
      expect(happened).toEqual(expected.sort(([a, i], [b, j]) => a - b || i - j));
    }),
  );
});

test('between two happenings every promise goes on as far as it can', async () => {
  const scheduler = new Scheduler(0);
  const seen: string[] = [];
  const deep = async (depth: number): Promise<void> => {
    if (depth > 0) await deep(depth - 1);
    else seen.push('the promise');
  };
  scheduler.after(1, () => void deep(50));
  scheduler.after(1, () => seen.push('the next'));
  await scheduler.run();
  expect(seen).toEqual(['the promise', 'the next']);
});
