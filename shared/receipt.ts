import { withRemediation } from './breaker.ts';
import type { Change } from './events/change.ts';
import { policyDigest } from './keys/policy-digest.ts';
import type { Decision } from './ledger/decision.ts';
import type { History, OwnWrite } from './ledger/history.ts';
import { writeOf } from './own-write.ts';
import { operationOf } from './remediation/operation-of.ts';
import type { Step } from './remediation/step.ts';
import type { Subject } from './rules/rule.ts';
import { isOwn } from './rules/sanctioned.ts';
import type { Scope } from './rules/scope.ts';

/** CloudTrail tells whole seconds, and the clocks of two machines differ. */
const toleranceMs = 2_000;

/**
 * The history with the guardian's last write confirmed, where the change is that write come back as an event. A write
 * that is in no history, since the function died when it had made it, is put there. Undefined for what is not the
 * guardian's, or older than its last write. Pure.
 */
export function receiptOf<S extends Scope>(subject: Subject<S>, history: History): History | undefined {
  const { change, governance } = subject;
  if (change === undefined || !isOwn(subject)) return undefined;
  const { lastWrite } = history;
  const sinceMs = Date.parse(change.at) - (lastWrite?.at ?? 0);
  if (sinceMs > toleranceMs) {
    const forgotten = writeBehind(change);
    return forgotten && withRemediation(history, forgotten, governance.breaker);
  }
  const isThat = lastWrite?.steps.some((kind) => operationOf[kind] === change.operation) ?? false;
  if (lastWrite === undefined || lastWrite.confirmedBy !== undefined || !isThat || sinceMs < -toleranceMs)
    return undefined;
  return { ...history, lastWrite: { ...lastWrite, confirmedBy: change.id } };
}

/** The write that an event tells of; undefined for what is no step of the guardian's. */
function writeBehind(change: Change): OwnWrite | undefined {
  const steps = stepKinds.filter((kind) => operationOf[kind] === change.operation);
  if (steps.length === 0) return undefined;
  const policy = change.operation === 'PutKeyPolicy' ? change.details.policy : undefined;
  const at = Date.parse(change.at);
  return {
    changeId: change.id,
    at,
    steps,
    confirmedBy: change.id,
    ...(policy !== undefined && { policy: { made: policyDigest(policy), replaced: '', at } }),
  };
}

// The table of operations has a row for each kind of step.
const stepKinds = Object.keys(operationOf) as Step['kind'][];

/**
 * The history with a remediation that an invocation began and died over before it was counted; undefined where there is
 * none. It may have been made: the breaker counts it. Pure.
 */
export function withUncounted<S extends Scope>(
  decided: Decision | undefined,
  { governance }: Subject<S>,
  history: History,
): History | undefined {
  if (decided?.outcome !== 'started') return undefined;
  const { changeId } = decided;
  if (history.remediations.some((each) => each.changeId === changeId)) return undefined;
  const at = Date.parse(decided.decidedAt);
  const counted = withRemediation(history, writeOf(decided.planned ?? [], changeId, at), governance.breaker);
  const { lastWrite } = history;
  if (lastWrite === undefined || lastWrite.at <= at) return counted;
  // A newer write stays the last one, and the newest policy the one that is known.
  const written = counted.lastWrite?.policy;
  const policy = (lastWrite.policy?.at ?? 0) > at ? lastWrite.policy : written;
  return { ...counted, lastWrite: policy === undefined ? lastWrite : { ...lastWrite, policy } };
}
