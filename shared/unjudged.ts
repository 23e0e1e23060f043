import { announce } from './announce.ts';
import type { Change } from './events/change.ts';
import type { Decision } from './ledger/decision.ts';
import { ThingIsBusy } from './look.ts';
import type { Scope } from './rules/scope.ts';
import type { Tools } from './tools.ts';

/** True of AWS's answer that the guardian may not look, however often it asks. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(AccessDenied(Exception)?|UnauthorizedOperation|AWSOrganizationsNotInUseException)$/.test(error.name)
  );
}

/**
 * True of a key that the sweep finds cannot be read, whatever the reason, at the last try: it is told of, and not only in a
 * dead-letter queue. One that is busy is being looked at.
 */
export function isUnreadable(error: unknown, { operation }: Change, { isLastTry }: Tools): error is Error {
  return (
    operation === 'Sweep' && isLastTry === true && error instanceof Error && !(error instanceof ThingIsBusy)
  );
}

/** The guardian is shut out, or nothing can be read: nothing can be judged, so people are told, once. */
export async function shutOut(
  scope: Scope,
  change: Change,
  arn: string,
  refusal: Error,
  tools: Tools,
): Promise<Decision> {
  const earlier = await tools.ledger.decision(arn, change.id);
  if (earlier?.told) return earlier;
  const why = `the guardian ${isRefusal(refusal) ? 'may not look at' : 'could not read'} this: ${refusal.message}`;
  const decision = {
    ...unjudged(scope, change, arn, tools.now()),
    outcome: 'failed' as const,
    why,
    told: false,
  };
  await record(decision, tools);
  return announce(decision, tools);
}

/** A change to no single key, such as one to a key store: recorded, so that no change is lost. */
export async function recordOnly(change: Change, tools: Tools): Promise<Decision> {
  const decision = unjudged('key', change, `arn:aws:kms:${change.region}:${change.account}:*`, tools.now());
  await record(decision, tools);
  return decision;
}

async function record(decision: Decision, tools: Tools): Promise<void> {
  await tools.ledger.record(decision);
  const { changeId, arn, outcome } = decision;
  tools.report({ type: 'decision', changeId, arn, outcome });
}

function unjudged(scope: Scope, change: Change, arn: string, now: number): Decision {
  return {
    scope,
    arn,
    changeId: change.id,
    change,
    keyClass: 'unknown',
    aliases: [],
    findings: [],
    outcome: 'recorded',
    steps: [],
    decidedAt: new Date(now).toISOString(),
    latencyMs: Math.max(0, now - Date.parse(change.at)),
    told: true,
  };
}
