import type { History } from './ledger/history.ts';
import { operationOf } from './remediation/operation-of.ts';
import type { Subject } from './rules/rule.ts';
import { isOwn } from './rules/sanctioned.ts';
import type { Scope } from './rules/scope.ts';

/** CloudTrail tells whole seconds, and the clocks of two machines differ. */
const toleranceMs = 2_000;

/**
 * The history with the guardian's last write confirmed, where the change is that write come back as an event; undefined
 * where it is not. Pure.
 */
export function receiptOf<S extends Scope>(subject: Subject<S>, history: History): History | undefined {
  const { change } = subject;
  const { lastWrite } = history;
  if (change === undefined || lastWrite === undefined || lastWrite.confirmedBy !== undefined)
    return undefined;
  const isThat = lastWrite.steps.some((kind) => operationOf[kind] === change.operation);
  if (!isThat || !isOwn(subject) || Date.parse(change.at) < lastWrite.at - toleranceMs) return undefined;
  return { ...history, lastWrite: { ...lastWrite, confirmedBy: change.id } };
}
