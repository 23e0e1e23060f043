import { isDoubtful, isSettled, isUnseen } from './doubt.ts';
import type { Change } from './events/change.ts';
import { policyDigest } from './keys/policy-digest.ts';
import type { History } from './ledger/history.ts';
import type { Look } from './look.ts';
import type { Subject } from './rules/rule.ts';
import { isOutdated, isOwn, isSanctioned } from './rules/sanctioned.ts';
import type { Scope, Snapshots } from './rules/scope.ts';
import type { Tools } from './tools.ts';
import { reachVerdict, type Verdict } from './verdict.ts';
import type { Ward } from './wards/ward.ts';

/** How long to wait before each further look, in milliseconds. */
const pausesMs = [200, 400, 800];

/** A plan made from a look that is older than this is made again: what it rests on may have changed. */
const freshMs = 2_000;

/** Judges, and looks again, a few times at most, while what was read may be older than what was written. */
export async function judgeWhatIs<S extends Scope>(
  ward: Ward<S>,
  change: Change,
  look: Look<S>,
  read: () => Promise<Snapshots[S]>,
  tools: Tools,
): Promise<Verdict<S>> {
  let verdict = await reachVerdict(ward, change, look, tools);
  let lookedAt = look.at;
  for (const pauseMs of pausesMs) {
    const isOld = verdict.plan.kind === 'act' && tools.now() - lookedAt > freshMs;
    const doubtful = mayBeStale(ward, change, look, verdict, tools.now());
    if (!isOld && !doubtful) break;
    if (doubtful) await tools.pause(pauseMs);
    lookedAt = tools.now();
    verdict = await reachVerdict(ward, change, { ...look, snapshot: await read() }, tools);
  }
  // Somebody who pressed a button waits for the answer.
  const canWait = tools.isLastTry !== true && tools.pressed === undefined;
  if (canWait && isDeferred(ward, change, look, verdict, tools.now()))
    throw new SeenTooEarly(verdict.subject.snapshot.arn);
  return verdict;
}

/** Whether the queue is the better place to wait in: KMS may take minutes. */
function isDeferred<S extends Scope>(
  ward: Ward<S>,
  change: Change,
  look: Look<S>,
  verdict: Verdict<S>,
  now: number,
): boolean {
  const shows = ward.shows?.(change, verdict.subject.snapshot) ?? true;
  if (verdict.plan.kind !== 'act') return isUnseen({ change, shows }, now) && !isOwn(verdict.subject);
  const { history } = look.lease;
  return isSettled({ change, plan: verdict.plan, history }) && mayBeStale(ward, change, look, verdict, now);
}

/** What was read is still older than what was written. The event comes back when KMS has caught up. */
export class SeenTooEarly extends Error {
  readonly code = 'SEEN_TOO_EARLY';
  constructor(arn: string) {
    super(`What KMS tells of ${arn} is older than what was written last. The event will be delivered again.`);
    this.name = 'SeenTooEarly';
  }
}

function mayBeStale<S extends Scope>(
  ward: Ward<S>,
  change: Change,
  { lease }: Look<S>,
  { plan, subject }: Verdict<S>,
  now: number,
): boolean {
  const shows = ward.shows?.(change, subject.snapshot) ?? true;
  const expected = isOwn(subject) || isSanctioned(subject);
  // Only of a key's policy is it known when what is approved was made.
  const outdated = 'policy' in subject.snapshot && isOutdated(subject as Subject);
  const { history } = lease;
  const another = 'policy' in subject.snapshot && isAnother(subject.snapshot.policy, history);
  return isDoubtful({ change, plan, history, shows, another, expected, outdated }, now);
}

function isAnother(policy: string, { lastWrite }: History): boolean {
  const own = lastWrite?.policy;
  return own !== undefined && ![own.made, own.replaced].includes(policyDigest(policy));
}
