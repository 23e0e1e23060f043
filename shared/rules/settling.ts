import type { Subject } from './rule.ts';

/**
 * True of a key that was created a short while ago, at the time of the change, or now where there is none: its pipeline
 * sets tags and aliases after it has created it, and until then their absence says nothing.
 */
export function isSettling({ snapshot, change, at, governance }: Subject): boolean {
  const { settlingMinutes } = governance.creation;
  const now = change === undefined ? (at ?? Number.NaN) : Date.parse(change.at);
  const until = new Date(snapshot.createdAt ?? Number.NaN).getTime() + settlingMinutes * 60_000;
  // CloudTrail's time has whole seconds: the creation itself seems to come before the key.
  return settlingMinutes > 0 && now < until;
}
