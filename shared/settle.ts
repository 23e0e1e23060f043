import { needsTelling } from './alerts/message.ts';
import type { Change } from './events/change.ts';
import { excuse } from './excuse.ts';
import type { Decision, Outcome } from './ledger/decision.ts';
import type { Baseline } from './ledger/ledger.ts';
import type { Look } from './look.ts';
import { execute } from './remediation/execute.ts';
import { modeOf, type Plan, planFor } from './remediation/plan.ts';
import { judgeAs } from './rules/judge.ts';
import type { Finding, Subject } from './rules/rule.ts';
import type { Scope, Snapshots } from './rules/scope.ts';
import type { Tools } from './tools.ts';
import type { Thing, Ward } from './wards/ward.ts';

type Decide = (outcome: Outcome, more?: Partial<Decision>) => Decision;

/**
 * Judges a change by what was seen, does what the plan says, and records the decision: not told yet, where
 * there is something to tell.
 *
 * @throws {NotYetPutRight} where AWS could not take a step for now; the ledger then holds it as `started`.
 */
export async function settle<S extends Scope>(
  ward: Ward<S>,
  thing: Thing,
  change: Change,
  look: Look<S>,
  tools: Tools,
): Promise<Decision> {
  // Decided before, not told: only the telling is left.
  if (look.decided !== undefined && look.decided.outcome !== 'started') return look.decided;
  const completed = ward.complete?.(look.snapshot, look.baseline, change, tools.ledger);
  const snapshot = completed === undefined ? look.snapshot : await completed;
  const { name, governance } = ward.classOf(tools.standard, snapshot, look.baseline);
  const known = look.baseline === undefined ? {} : { baseline: look.baseline };
  const found: Subject<S> = { snapshot, governance, change, at: tools.now(), ...known };
  const first = ward.first?.(found, tools.rules, tools.now());
  const born = first && (await tools.ledger.adopt<S>(first));
  const subject: Subject<S> = born === undefined ? found : { ...found, baseline: born };
  const { exemptions } = tools.standard;
  const findings = excuse(judgeAs(ward.scope, tools.rules, subject), subject, exemptions, tools.now());
  for (const finding of findings)
    tools.report({ type: 'finding', changeId: change.id, arn: thing.arn, finding });
  const plan = planFor(subject, findings, (remedy) => ward.stepsFor(remedy, subject, tools.rules));

  const decide: Decide = (outcome, more = {}) => {
    const now = tools.now();
    return {
      scope: ward.scope,
      arn: thing.arn,
      changeId: change.id,
      change,
      keyClass: name,
      aliases: aliasesOf(snapshot),
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
  const bars = (finding: Finding) => ward.barsAdoption?.(finding, subject, tools.rules) ?? true;
  if (plan.kind === 'tell' && !findings.some(bars)) await adopt(ward, subject, tools);
  const decision =
    plan.kind === 'accept'
      ? await accept(ward, subject, { ...look, ...(born && { born }) }, decide, tools)
      : await carryOut(plan, (step) => ward.take(step, thing), decide, tools);
  const final = { ...decision, told: !needsTelling(decision) };
  await tools.ledger.record(final);
  tools.report({ type: 'decision', changeId: change.id, arn: thing.arn, outcome: final.outcome });
  return final;
}

/** Nothing is wrong: it may have been, and what is right may be the new baseline. */
async function accept<S extends Scope>(
  ward: Ward<S>,
  subject: Subject<S>,
  look: Look<S> & { readonly born?: Baseline<S> },
  decide: Decide,
  tools: Tools,
): Promise<Decision> {
  if (look.decided?.outcome === 'started')
    return decide('remediated', { why: 'put right by an earlier attempt' });
  const meanwhile = tellable(
    excuse(ward.meanwhile?.(subject, tools.rules) ?? [], subject, tools.standard.exemptions, tools.now()),
    subject,
  );
  if (meanwhile.length > 0) return decide('already-right', { findings: meanwhile });
  if (look.born) return decide('adopted', { baselineVersion: look.born.version, why: look.born.why });
  const adopted = await adopt(ward, subject, tools);
  return adopted
    ? decide('adopted', { baselineVersion: adopted.version, why: adopted.why })
    : decide('clean');
}

async function adopt<S extends Scope>(
  ward: Ward<S>,
  subject: Subject<S>,
  tools: Tools,
): Promise<Baseline<S> | undefined> {
  const next = ward.adopt?.(subject, tools.now());
  return next && (await tools.ledger.adopt<S>(next));
}

function tellable<S extends Scope>(findings: readonly Finding[], subject: Subject<S>): readonly Finding[] {
  return findings.filter((finding) => modeOf(finding, subject) !== 'observe');
}

async function carryOut(
  plan: Exclude<Plan, { readonly kind: 'accept' }>,
  take: Parameters<typeof execute>[1],
  decide: Decide,
  tools: Tools,
): Promise<Decision> {
  switch (plan.kind) {
    case 'tell':
      return decide(plan.outcome);
    case 'stuck':
      return decide('failed', { why: plan.why });
    case 'act': {
      const started = decide('started');
      // Written beside the steps, not before them: the second of the two waits, and what a crash leaves behind.
      const [steps] = await Promise.all([execute(plan.steps, take, tools.now), tools.ledger.record(started)]);
      for (const result of steps)
        tools.report({ type: 'step', changeId: started.changeId, arn: started.arn, result });
      const failed = steps.find((step) => step.outcome === 'failed');
      // Left as `started`: the queue delivers the event again, and the next attempt goes on from here.
      if (failed && passesByItself(failed.code)) throw new NotYetPutRight(started.arn, failed.code);
      const why = failed?.why ?? plan.stuck;
      if (why !== undefined) return decide('failed', { steps, why });
      const needless = steps.every((step) => step.outcome === 'skipped');
      return decide(needless ? 'already-right' : 'remediated', { steps });
    }
  }
}

const aliasesOf = (snapshot: Snapshots[Scope]): readonly string[] =>
  'aliases' in snapshot ? snapshot.aliases : [];

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
