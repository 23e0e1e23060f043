import type { Chronicle } from '../chronicle.ts';
import { policyName } from '../policies.ts';
import { newestSanctioned, policyIn, writesTo } from './approved.ts';
import { whyLeft } from './excuses.ts';
import { isCompliant, meansTheSame, relation } from './meaning.ts';
import { type Promised, timeOf } from './promise.ts';
import { isGuardian, isPipeline } from './who.ts';

export const nothingLost: Promised = {
  name: 'nothing-lost',
  promise:
    'A sanctioned, compliant policy is never lost: in the end the newest one is live, or what only takes away from it.',
  broken: (chronicle) => chronicle.keys.flatMap((key) => lostOn(chronicle, key)),
};

function lostOn(chronicle: Chronicle, key: string): readonly string[] {
  const newest = newestSanctioned(chronicle, key);
  const writes = writesTo(chronicle, key).filter(({ operation }) =>
    /^(PutKeyPolicy|CreateKey)$/.test(operation),
  );
  const last = writes.at(-1);
  const first = newest[0];
  if (last === undefined || first === undefined) return [];
  const live = last.after.policy;
  if (newest.some((write) => meansTheSame(policyIn(write), live))) return [];
  // What still breaks the standard is for another promise to find.
  if (!isCompliant(live) || whyLeft(chronicle, key, first.at) !== undefined) return [];
  const byPerson = !isGuardian(last) && !isPipeline(last) && last.at >= first.at;
  if (byPerson && newest.some((write) => relation(policyIn(write), live) === 'narrower')) return [];
  const name = policyName(policyIn(newest.at(-1) ?? first));
  return [
    `${timeOf(first.at)} a pipeline wrote ${name} on ${key.slice(-4)}; in the end ${policyName(live)} is live`,
  ];
}
