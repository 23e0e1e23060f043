import type { Chronicle, Write } from '../chronicle.ts';
import { policyName } from '../policies.ts';
import { policyIn, sanctionedWrites, writesTo } from './approved.ts';
import { givesMore, isCompliant, locksOut } from './meaning.ts';
import { type Promised, timeOf } from './promise.ts';
import { isGuardian } from './who.ts';

export const neverWritesWorse: Promised = {
  name: 'never-writes-worse',
  promise:
    'It never writes a policy that breaks the standard, gives more than those it works from, or leaves nobody able to change it, and never bypasses the lockout check.',
  broken: (chronicle) =>
    chronicle.writes
      .filter((write) => write.operation === 'PutKeyPolicy' && isGuardian(write))
      .flatMap((write) => {
        const policy = policyIn(write);
        const known = sanctionedWrites(chronicle, write.key).filter(({ at }) => at <= write.at);
        const bases = [
          ...known.map(policyIn),
          ...foundBySweep(chronicle, write),
          ...seenFor(chronicle, write),
        ];
        const said = `${timeOf(write.at)} the guardian wrote ${policyName(policy)}`;
        return [
          ...(isCompliant(policy) ? [] : [`${said}, which breaks the standard`]),
          ...(bases.every((base) => givesMore(base, policy))
            ? [`${said}, which gives more than was approved`]
            : []),
          ...(locksOut(policy) ? [`${said}, after which nobody can change it`] : []),
          ...(write.request.bypassPolicyLockoutSafetyCheck === true
            ? [`${said}, past the lockout check`]
            : []),
        ];
      }),
};

/** What the guardian may have seen live when it looked, for where nothing is approved: a repair works from that. */
function seenFor(chronicle: Chronicle, write: Write): readonly string[] {
  const since = (write.handling?.lookedAt ?? 0) - chronicle.staleMs - clockTolerance;
  const earlier = writesTo(chronicle, write.key).filter(({ at }) => at <= write.at);
  return earlier.flatMap(({ at, before }) => (at >= since && before ? before.policy : []));
}

/** What a sweep took for the first approved policy, since nothing else was known: it was live, and complies. */
function foundBySweep({ baselines, writes }: Chronicle, { key, at }: Write): readonly string[] {
  return baselines
    .filter(({ arn, by, adoptedAt }) => arn === key && by.service === 'sweep' && Date.parse(adoptedAt) <= at)
    .map(({ policy }) => policy)
    .filter(
      (policy) =>
        isCompliant(policy) &&
        writes.some((write) => write.key === key && write.at <= at && write.after.policy === policy),
    );
}

const clockTolerance = 1_000;
