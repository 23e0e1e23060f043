import type { KeySnapshot } from '../keys/snapshot.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { isNamed } from '../standard/principals.ts';
import type { PrincipalPattern } from '../standard/standard.ts';
import { comparison } from './compared.ts';
import { policyOrError, readPolicy } from './key-policy.ts';
import type { Subject } from './rule.ts';
import type { Scope } from './scope.ts';
import { isSettling } from './settling.ts';

/** True of a change that one of the standard's pipelines made: compliant, it becomes the baseline. */
export function isSanctioned<S extends Scope>(subject: Subject<S>): boolean {
  return isBy(subject.governance.roles.pipelines, subject);
}

/**
 * True where the live policy is the one a pipeline wrote. That a pipeline's event arrived is not enough:
 * somebody may have written another policy since, and must not have it approved by that event.
 */
export function isSanctionedPolicy(subject: Subject): boolean {
  const { change, snapshot } = subject;
  if (change?.operation !== 'PutKeyPolicy' || !isSanctioned(subject) || isOutdated(subject)) return false;
  const { policy } = change.details;
  return policy !== undefined && isLive(policy, snapshot);
}

/** True of a change to the policy that was made before what is approved was: its event is late. */
export function isOutdated({ change, baseline }: Subject): boolean {
  if (change?.operation !== 'PutKeyPolicy' || baseline?.policyAt === undefined) return false;
  return Date.parse(change.at) < Date.parse(baseline.policyAt);
}

/** True where a policy means what the live one means; false where either cannot be read. */
export function isLive(text: string, snapshot: KeySnapshot): boolean {
  const [policy, live] = [readPolicy(text, snapshot), policyOrError(snapshot)];
  if (policy instanceof PolicyError || live instanceof PolicyError) return false;
  return policy === live || comparison(policy, live).relation === 'equivalent';
}

/**
 * True of a change by one who may set aliases and tags that count: a pipeline, those whom the standard names, and, while
 * a new key settles, whoever created it.
 */
export function mayLabel(subject: Subject): boolean {
  return maySetLabels(subject) || isFirstLabelling(subject);
}

/** The same without the time to settle in: who may move an alias that others rely on. */
export function maySetLabels<S extends Scope>(subject: Subject<S>): boolean {
  return isSanctioned(subject) || isBy(subject.governance.labels.changedBy, subject);
}

function isFirstLabelling(subject: Subject): boolean {
  const { change, baseline } = subject;
  const creator = baseline?.creator;
  return creator !== undefined && change?.actor.arn === creator && isSettling(subject);
}

/** True of a change that the guardian itself made: the receipt of a remediation. */
export function isOwn<S extends Scope>(subject: Subject<S>): boolean {
  return isBy(subject.governance.roles.guardian, subject);
}

/** True of a change by one of these. */
function isBy<S extends Scope>(
  patterns: readonly PrincipalPattern[],
  { change, snapshot }: Subject<S>,
): boolean {
  const arn = change?.actor.arn;
  return arn !== undefined && isNamed(patterns, arn, snapshot.account);
}
