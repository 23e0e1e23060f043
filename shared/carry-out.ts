import { isSaving, withRemediation } from './breaker.ts';
import type { Decision, Outcome } from './ledger/decision.ts';
import type { Lease } from './ledger/ledger.ts';
import { writeOf } from './own-write.ts';
import { execute } from './remediation/execute.ts';
import type { Plan } from './remediation/plan.ts';
import type { StepResult } from './remediation/step.ts';
import type { Tools } from './tools.ts';
import type { Verdict } from './verdict.ts';

export type Decide = (outcome: Outcome, more?: Partial<Decision>) => Decision;

/** What a plan is carried out with. */
export type Hands = {
  readonly take: Parameters<typeof execute>[1];
  readonly decide: Decide;
  readonly lease: Lease;
  readonly limits: Verdict<'key'>['subject']['governance']['breaker'];
};

/** With less than this left of the lease, in milliseconds, nothing is begun: another might begin at the same time. */
const leastLeaseMs = 15_000;

/**
 * Does what a plan says.
 *
 * @throws {NotYetPutRight} where AWS could not take a step for now; the ledger then holds the change as `started`.
 */
export async function carryOut(
  plan: Exclude<Plan, { readonly kind: 'accept' }>,
  hands: Hands,
  tools: Tools,
): Promise<Decision> {
  const { decide, lease } = hands;
  switch (plan.kind) {
    case 'tell':
      return decide(plan.outcome);
    case 'stuck':
      return decide('failed', { why: plan.why });
    case 'held': {
      const { why, opens } = plan;
      if (opens) {
        const breaker = { openedAt: new Date(tools.now()).toISOString(), why };
        await tools.ledger.keepHistory(lease, { ...lease.history, breaker });
      }
      const steps = plan.steps.map((step): StepResult => ({ step, outcome: 'skipped', why }));
      return decide('held', { steps, why: opens ? `the breaker opens: ${why}` : why });
    }
    case 'act':
      return act(plan, hands, tools);
  }
}

async function act(
  plan: Extract<Plan, { readonly kind: 'act' }>,
  { take, decide, lease, limits }: Hands,
  tools: Tools,
): Promise<Decision> {
  const started = decide('started', { planned: plan.steps });
  const { arn, changeId } = started;
  const now = tools.now();
  if (now > lease.until - leastLeaseMs)
    throw new NotYetPutRight(arn, 'looking at it took longer than it may be held');
  const history = withRemediation(lease.history, writeOf(plan.steps, changeId, now), limits);
  // Written beside the steps, not before them: the second of the two waits, and what a crash leaves behind.
  const [steps, [, , opened]] = await Promise.all([
    execute(plan.steps, take, tools.now),
    justAfter(tools, () =>
      Promise.all([
        tools.ledger.record(started),
        tools.ledger.keepHistory(lease, history),
        isSaving(plan) ? undefined : countInAccount(started, now, tools),
      ]),
    ),
  ]);
  for (const result of steps) tools.report({ type: 'step', changeId, arn, result });
  const failed = steps.find((step) => step.outcome === 'failed');
  // Left as `started`: the queue delivers the event again, and the next attempt goes on from here.
  if (failed && passesByItself(failed.code) && tools.isLastTry !== true)
    throw new NotYetPutRight(arn, failed.code);
  const why = failed?.why ?? plan.stuck;
  if (why !== undefined) return decide('failed', { steps, why });
  const needless = steps.every((step) => step.outcome === 'skipped');
  return decide(needless ? 'already-right' : 'remediated', {
    steps,
    ...(opened === undefined ? {} : { why: opened }),
  });
}

/** Begins when what was begun before is on its way to AWS: the key is waiting, the ledger is not. */
function justAfter<T>({ meanwhile }: Tools, work: () => Promise<T>): Promise<T> {
  if (meanwhile === undefined) return work();
  return new Promise((resolve, reject) => meanwhile(() => work().then(resolve, reject)));
}

/** Counts the remediation with all others of its account, and says so where the account's breaker opens by it. */
async function countInAccount(
  { arn, changeId, change }: Decision,
  at: number,
  { ledger, standard }: Tools,
): Promise<string | undefined> {
  const { perAccount, withinMinutes } = standard.defaults.breaker;
  const { account, region } = change;
  const count = await ledger.countRemediation({ account, region, arn, changeId, at, withinMinutes });
  if (count < perAccount) return undefined;
  const why = `${count} things were put right within ${withinMinutes} minutes`;
  await ledger.openAccountBreaker({ account, region }, { openedAt: new Date(at).toISOString(), why });
  return `The breaker of account ${account} in ${region} opens: ${why}. Nothing more is changed there.`;
}

/**
 * Errors that say "later": what they refuse now may be done in a minute. A key store cannot be connected while it is
 * still being disconnected.
 */
function passesByItself(code: string): boolean {
  return /Throttl|Internal|Timeout|ServiceUnavailable|DependencyTimeout|ECONN|TooManyRequests|RequestLimit|CustomKeyStoreInvalidState/.test(
    code,
  );
}

/** AWS could not take a step for now. The event comes back, and ends in the dead-letter queue if that lasts. */
export class NotYetPutRight extends Error {
  readonly code = 'NOT_YET_PUT_RIGHT';
  constructor(arn: string, why: string) {
    super(`${arn} could not be put right for now: ${why}. The event will be delivered again.`);
    this.name = 'NotYetPutRight';
  }
}
