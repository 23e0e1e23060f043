import { needsTelling } from './alerts/message/message.ts';
import { carryOut, type Decide } from './carry-out.ts';
import type { Change } from './events/change.ts';
import { excuse } from './excuse.ts';
import type { Decision } from './ledger/decision.ts';
import type { Baseline, Lease } from './ledger/ledger.ts';
import type { Look } from './look.ts';
import { judgeWhatIs } from './look-again.ts';
import { receiptOf, withUncounted } from './receipt.ts';
import { modeOf } from './remediation/plan.ts';
import type { StepResult } from './remediation/step.ts';
import { withEnded } from './respect.ts';
import type { Finding, Subject } from './rules/rule.ts';
import type { Scope, Snapshots } from './rules/scope.ts';
import { teamOf } from './team-of.ts';
import type { Tools } from './tools.ts';
import type { Verdict } from './verdict.ts';
import type { Thing, Ward } from './wards/ward.ts';

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
  const { decided } = look;
  // Decided before, not told: only the telling is left.
  if (decided !== undefined && decided.outcome !== 'started') return decided;
  const verdict = await judgeWhatIs(ward, change, look, () => ward.read(thing, change), tools);
  const { subject, findings, plan, keyClass } = verdict;
  const ended = await endDecisions(ward, subject, look.lease, tools);
  const receipt = receiptOf(subject, ended.history) ?? withUncounted(decided, subject, ended.history);
  const lease = receipt === undefined ? ended : { ...ended, history: receipt };
  for (const finding of findings)
    tools.report({ type: 'finding', changeId: change.id, arn: thing.arn, finding });

  const team = teamOf(subject, tools.standard.alerts.teamTag);
  const decide: Decide = (outcome, more = {}) => {
    const now = tools.now();
    return {
      scope: ward.scope,
      arn: thing.arn,
      changeId: change.id,
      change,
      keyClass,
      aliases: aliasesOf(subject.snapshot),
      ...(team === undefined ? {} : { team }),
      // What an invocation that died had found, and perhaps put right, is still what this change did.
      findings: findings.length > 0 ? findings : (decided?.findings ?? []),
      ...(tools.pressed && { pressed: tools.pressed }),
      steps: [],
      decidedAt: new Date(now).toISOString(),
      latencyMs: Math.max(0, now - Date.parse(change.at)),
      told: false,
      ...more,
      outcome,
    };
  };
  const bars = (finding: Finding) => ward.barsAdoption?.(finding, subject, tools.rules) ?? true;
  if (plan.kind === 'tell' && !findings.some(bars)) await adopt(ward, subject, change, tools);
  const limits = subject.governance.breaker;
  const decision =
    plan.kind === 'accept'
      ? await accept(ward, verdict, change, decided, decide, tools)
      : await carryOut(plan, { take: (step) => ward.take(step, thing), decide, lease, limits }, tools);
  const final = { ...decision, told: !needsTelling(decision) };
  // What was just carried out has been kept, with the receipt in it.
  const isKept = plan.kind === 'act' || (plan.kind === 'held' && plan.opens);
  const toKeep = isKept ? undefined : receipt;
  await Promise.all([tools.ledger.record(final), toKeep && tools.ledger.keepHistory(lease, toKeep)]);
  tools.report({ type: 'decision', changeId: change.id, arn: thing.arn, outcome: final.outcome });
  return final;
}

/** Nothing is wrong: it may have been, and what is right may be the new baseline. */
async function accept<S extends Scope>(
  ward: Ward<S>,
  { subject, brought }: Verdict<S>,
  change: Change,
  decided: Decision | undefined,
  decide: Decide,
  tools: Tools,
): Promise<Decision> {
  if (decided?.outcome === 'started') {
    const { planned = [], decidedAt: at } = decided;
    const steps = planned.map((step): StepResult => ({ step, outcome: 'done', at }));
    return decide('remediated', { steps, why: 'put right by an earlier attempt' });
  }
  const meanwhile = tellable(
    excuse(ward.meanwhile?.(subject, tools.rules) ?? [], subject, tools.standard.exemptions, tools.now()),
    subject,
  );
  if (meanwhile.length > 0) return decide('already-right', { findings: meanwhile });
  if (brought) return decide('adopted', { baselineVersion: brought.version, why: brought.why });
  const adopted = await adopt(ward, subject, change, tools);
  return adopted
    ? decide('adopted', { baselineVersion: adopted.version, why: adopted.why })
    : decide('clean');
}

/** The lease with a history in which a person's decisions have ended where the thing is no longer as they left it. */
async function endDecisions<S extends Scope>(
  ward: Ward<S>,
  subject: Subject<S>,
  lease: Lease,
  tools: Tools,
): Promise<Lease> {
  const history = withEnded(lease.history, (remedy) => ward.stateFor?.(remedy, subject), tools.now());
  if (history === undefined) return lease;
  await tools.ledger.keepHistory(lease, history);
  return { ...lease, history };
}

async function adopt<S extends Scope>(
  ward: Ward<S>,
  subject: Subject<S>,
  change: Change,
  tools: Tools,
): Promise<Baseline<S> | undefined> {
  const next =
    change.operation === 'Sweep'
      ? ward.asFound?.(subject, change, tools.now())
      : ward.adopt?.(subject, tools.now());
  return next && (await tools.ledger.adopt<S>(next));
}

function tellable<S extends Scope>(findings: readonly Finding[], subject: Subject<S>): readonly Finding[] {
  return findings.filter((finding) => modeOf(finding, subject) !== 'observe');
}

const aliasesOf = (snapshot: Snapshots[Scope]): readonly string[] =>
  'aliases' in snapshot ? snapshot.aliases : [];
