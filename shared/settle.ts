import { needsTelling } from './alerts/message.ts';
import type { Change, KeyReference } from './events/change.ts';
import type { Look } from './keys/look.ts';
import type { Decision, Outcome } from './ledger/decision.ts';
import type { Baseline } from './ledger/ledger.ts';
import { adoptedFrom, firstBaseline } from './remediation/adopt.ts';
import { execute } from './remediation/execute.ts';
import { brokenMeanwhile, type Plan, planFor } from './remediation/plan.ts';
import { judge } from './rules/judge.ts';
import type { Subject } from './rules/rule.ts';
import { classOf } from './standard/match.ts';
import type { Tools } from './tools.ts';

/**
 * Judges a change by what was seen, does what the plan says, and records the decision: not told yet, where
 * there is something to tell.
 *
 * @throws {NotYetPutRight} where KMS could not take a step for now; the ledger then holds it as `started`.
 */
export async function settle(change: Change, key: KeyReference, look: Look, tools: Tools): Promise<Decision> {
  // Decided before, not told: only the telling is left.
  if (look.decided !== undefined && look.decided.outcome !== 'started') return look.decided;
  const { name, governance } = classOf(tools.standard, look.snapshot);
  const { snapshot } = look;
  const known = look.baseline === undefined ? {} : { baseline: look.baseline };
  const found: Subject = { snapshot, governance, change, ...known };
  const first = firstBaseline(found, tools.rules, tools.now());
  const born = first && (await tools.ledger.adopt(first));
  const subject: Subject = born === undefined ? found : { ...found, baseline: born };
  const findings = judge(tools.rules, subject);
  for (const finding of findings)
    tools.report({ type: 'finding', changeId: change.id, keyArn: key.arn, finding });
  const plan = planFor(subject, findings, tools.rules);

  const decide = (outcome: Outcome, more: Partial<Decision> = {}): Decision => {
    const now = tools.now();
    return {
      keyArn: key.arn,
      changeId: change.id,
      change,
      keyClass: name,
      aliases: snapshot.aliases,
      // What an invocation that died had found, and perhaps put right, is still what this change did.
      findings: findings.length > 0 ? findings : (look.decided?.findings ?? []),
      steps: [],
      decidedAt: new Date(now).toISOString(),
      latencyMs: Math.max(0, now - Date.parse(change.at)),
      told: false,
      ...more,
      outcome,
    };
  };
  const decision = await carryOut(plan, subject, { ...look, ...(born && { born }) }, decide, tools);
  const final = { ...decision, told: !needsTelling(decision) };
  await tools.ledger.record(final);
  tools.report({ type: 'decision', changeId: change.id, keyArn: key.arn, outcome: final.outcome });
  return final;
}

async function carryOut(
  plan: Plan,
  subject: Subject,
  look: Look & { readonly born?: Baseline },
  decide: (outcome: Outcome, more?: Partial<Decision>) => Decision,
  tools: Tools,
): Promise<Decision> {
  switch (plan.kind) {
    case 'accept': {
      if (look.decided?.outcome === 'started')
        return decide('remediated', { why: 'put right by an earlier attempt' });
      const meanwhile = brokenMeanwhile(subject, tools.rules);
      if (meanwhile.length > 0) return decide('already-right', { findings: meanwhile });
      if (look.born) return decide('adopted', { baselineVersion: look.born.version, why: look.born.why });
      if (plan.adopt === undefined) return decide('clean');
      const adopted = adoptedFrom(subject, plan.adopt, tools.now());
      if (adopted === undefined) return decide('clean');
      const { version } = await tools.ledger.adopt(adopted);
      return decide('adopted', { baselineVersion: version, why: plan.adopt });
    }
    case 'tell':
      return decide(plan.outcome);
    case 'stuck':
      return decide('failed', { why: plan.why });
    case 'act': {
      const { snapshot } = subject;
      // Written beside the steps, not before them: the second of the two waits, and what a crash leaves behind.
      const [steps] = await Promise.all([
        execute(tools.kms(snapshot.region), snapshot.arn, plan.steps, tools.now),
        tools.ledger.record(decide('started')),
      ]);
      for (const result of steps)
        tools.report({ type: 'step', changeId: decide('started').changeId, keyArn: snapshot.arn, result });
      const failed = steps.find((step) => step.outcome === 'failed');
      // Left as `started`: the queue delivers the event again, and the next attempt goes on from here.
      if (failed && passesByItself(failed.code)) throw new NotYetPutRight(snapshot.arn, failed.code);
      return failed ? decide('failed', { steps, why: failed.why }) : decide('remediated', { steps });
    }
  }
}

/** Errors that say "later": what they refuse now may be done in a minute. */
function passesByItself(code: string): boolean {
  return /Throttl|Internal|Timeout|ServiceUnavailable|DependencyTimeout|ECONN|TooManyRequests/.test(code);
}

/** KMS could not take a step for now. The event comes back, and ends in the dead-letter queue if that lasts. */
export class NotYetPutRight extends Error {
  readonly code = 'NOT_YET_PUT_RIGHT';
  constructor(keyArn: string, why: string) {
    super(`${keyArn} could not be put right for now: ${why}. The event will be delivered again.`);
    this.name = 'NotYetPutRight';
  }
}
