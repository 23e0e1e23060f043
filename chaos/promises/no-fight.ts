import type { Chronicle, Write } from '../chronicle.ts';
import { governance } from '../standard.ts';
import { writesTo } from './approved.ts';
import { type Promised, timeOf } from './promise.ts';
import { isGuardian } from './who.ts';

const { perThing, withinMinutes } = governance.breaker;

export const noFight: Promised = {
  name: 'no-fight',
  promise: 'It puts one key right so many times within a span of time, and no more: then a person is called.',
  broken: (chronicle) =>
    chronicle.keys.flatMap((key) => {
      const own = writesTo(chronicle, key).filter(
        (write) => isGuardian(write) && couldCount(chronicle, write),
      );
      const first = own.find((write) => {
        const from = write.at - withinMinutes * 60_000 + clockTolerance;
        const within = own.filter(({ at }) => at > from && at <= write.at);
        return new Set(within.map(({ handling }) => handling?.changeId)).size > perThing;
      });
      return first
        ? [
            `${timeOf(first.at)} the guardian wrote for more than ${perThing} changes within ${withinMinutes} minutes`,
          ]
        : [];
    }),
};

/**
 * A write is counted while it is made. Where the function died beside it, or the ledger refused, it is counted only when its
 * event comes back: until then one more is made than the standard says.
 */
function couldCount({ mishaps }: Chronicle, { at: madeAt, handling }: Write): boolean {
  return !mishaps.some(
    ({ invocation, at }) => invocation === handling?.invocation && Math.abs(at - madeAt) < 10_000,
  );
}

/** Functions count by their own clocks. */
const clockTolerance = 2_000;
