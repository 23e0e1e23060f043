import { throughBreakers } from './breaker.ts';
import type { Change } from './events/change.ts';
import { excuse } from './excuse.ts';
import type { Baseline } from './ledger/ledger.ts';
import type { Look } from './look.ts';
import { type Plan, planFor } from './remediation/plan.ts';
import { respect } from './respect.ts';
import { judgeAs } from './rules/judge.ts';
import type { Finding, Subject } from './rules/rule.ts';
import { isOwn } from './rules/sanctioned.ts';
import type { Scope } from './rules/scope.ts';
import type { Tools } from './tools.ts';
import type { Ward } from './wards/ward.ts';

/** What a look comes to. */
export type Verdict<S extends Scope> = {
  readonly subject: Subject<S>;
  readonly keyClass: string;
  readonly findings: readonly Finding[];
  readonly plan: Plan;
  /** The baseline that the change brought with it: a new thing's first one, or a pipeline's that was overwritten. */
  readonly brought?: Baseline<S>;
};

/** Judges what was seen, by what is approved, and plans what to do about it. */
export async function reachVerdict<S extends Scope>(
  ward: Ward<S>,
  change: Change,
  look: Look<S>,
  tools: Tools,
): Promise<Verdict<S>> {
  const { baseline, lease } = look;
  const completed = ward.complete?.(look.snapshot, baseline, change, tools.ledger);
  const snapshot = completed === undefined ? look.snapshot : await completed;
  const { name, governance } = ward.classOf(tools.standard, snapshot, baseline);
  const now = tools.now();
  const found: Subject<S> = {
    snapshot,
    governance,
    history: lease.history,
    at: now,
    ...(change.operation === 'Sweep' ? {} : { change }),
    ...(baseline === undefined ? {} : { baseline }),
  };
  const news = ward.first?.(found, tools.rules, now) ?? ward.news?.(found, tools.rules, now);
  const brought = news && (await tools.ledger.adopt<S>(news));
  const subject: Subject<S> = brought === undefined ? found : { ...found, baseline: brought };
  const judged = judgeAs(ward.scope, tools.rules, subject).filter(
    // What is live by now, and not what the guardian wrote, has an event of its own.
    ({ ownDoing }) => ownDoing === true || !isOwn(subject) || (ward.shows?.(change, snapshot) ?? true),
  );
  const excused = excuse(judged, subject, tools.standard.exemptions, now);
  const findings = respect(excused, lease.history, (remedy) => ward.stateFor?.(remedy, subject));
  const wanted = planFor(subject, findings, (remedy) => ward.stepsFor(remedy, subject, tools.rules));
  const plan = throughBreakers(wanted, lease.history, look.accountBreaker, governance.breaker, now);
  return { subject, keyClass: name, findings, plan, ...(brought && { brought }) };
}
