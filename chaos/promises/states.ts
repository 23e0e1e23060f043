import type { Chronicle, Truth } from '../chronicle.ts';
import { policyIn, writesTo } from './approved.ts';
import { isCompliant } from './meaning.ts';
import { isPipeline } from './who.ts';

/**
 * The states that a key may have by what pipelines did up to a time: the newest one, and another of the same second. A key
 * is created enabled, which is approved where its policy keeps to the standard. None: no state was ever approved.
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
  if (last === undefined || (last.operation === 'CreateKey' && !isCompliant(policyIn(last)))) return [];
  return made.flatMap(({ at, after }) =>
    Math.floor(at / 1000) === Math.floor(last.at / 1000) ? after.state : [],
  );
}
