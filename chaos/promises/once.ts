import type { Chronicle, Truth, Write } from '../chronicle.ts';
import { writesTo } from './approved.ts';
import { meansTheSame } from './meaning.ts';
import { type Promised, timeOf } from './promise.ts';
import { isGuardian } from './who.ts';

/**
 * A violating state is put right once: every write of the guardian changes something. One that changes nothing is no
 * second one where it could not be known: somebody else had put it right since the look, or so shortly before that reads
 * did not show it yet; or an answer was lost, or an invocation died, in putting it right before.
 */
export const once: Promised = {
  name: 'once',
  promise: 'However often and in whatever order events arrive, a violating state is put right once.',
  broken: (chronicle) =>
    chronicle.writes
      .filter((write) => isGuardian(write) && write.handling?.resent === false && changesNothing(write))
      .filter((write) => !couldNotKnow(chronicle, write))
      .map(
        (write) =>
          `${timeOf(write.at)} ${write.handling?.invocation} did ${write.operation} again, which changed nothing`,
      ),
};

function changesNothing({ before, after }: Write): boolean {
  return before !== undefined && isSame(before, after);
}

const isSame = (one: Truth, other: Truth) =>
  one.state === other.state &&
  one.rotationInDays === other.rotationInDays &&
  Object.keys(one.grants).join() === Object.keys(other.grants).join() &&
  meansTheSame(one.policy, other.policy);

function couldNotKnow(chronicle: Chronicle, write: Write): boolean {
  const { staleMs, mishaps } = chronicle;
  const { lookedAt = 0 } = write.handling ?? {};
  const earlier = writesTo(chronicle, write.key).filter((each) => each !== write && each.at <= write.at);
  const since = lookedAt - staleMs - clockTolerance;
  if (earlier.some((each) => !isGuardian(each) && each.at >= since)) return true;
  // The newest of the guardian's own that made the key what it is.
  const maker = earlier.findLast((each) => isGuardian(each) && !changesNothing(each));
  return mishaps.some(
    ({ invocation, at }) => invocation === maker?.handling?.invocation && at >= maker.at - 10_000,
  );
}

const clockTolerance = 1_000;
