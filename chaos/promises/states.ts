import type { Chronicle, Truth, Write } from '../chronicle.ts';
import { policyIn, writesTo } from './approved.ts';
import { isCompliant } from './meaning.ts';
import { isPipeline } from './who.ts';

/**
 * The states that a key may have by what pipelines did up to a time: the newest one, and another of the same second. A key
 * is created enabled, which is approved where its policy keeps to the standard, and the guard could look at it. None: no
 * state was ever approved.
 */
export function approvedStates(
  chronicle: Chronicle,
  key: string,
  until = Number.POSITIVE_INFINITY,
): readonly Truth['state'][] {
  const made = writesTo(chronicle, key).filter(
    (write) =>
      write.at <= until && isPipeline(write) && /^(CreateKey|EnableKey|DisableKey)$/.test(write.operation),
  );
  const last = made.at(-1);
  if (last === undefined || (last.operation === 'CreateKey' && !isKnownBirth(chronicle, last))) return [];
  return made.flatMap(({ at, after }) =>
    Math.floor(at / 1000) === Math.floor(last.at / 1000) ? after.state : [],
  );
}

/** People have been told of a creation that the guard could not judge, since the key shut it out. */
const isKnownBirth = ({ decisions }: Chronicle, creation: Write) =>
  isCompliant(policyIn(creation)) &&
  !decisions.some(({ changeId, outcome }) => changeId === creation.eventId && outcome === 'failed');
