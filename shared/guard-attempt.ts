import { needsTelling } from './alerts/message/message.ts';
import { announce } from './announce.ts';
import type { Attempt } from './events/change.ts';
import { excuse } from './excuse.ts';
import type { Decision } from './ledger/decision.ts';
import { lookAt } from './look.ts';
import { howToTell } from './remediation/plan.ts';
import { judgeAs } from './rules/judge.ts';
import type { Finding, Subject } from './rules/rule.ts';
import type { Tools } from './tools.ts';

/**
 * The way of a call that KMS refused: it is counted, and told once in a span of time where there are too many by the
 * same principal. KMS tells a refusal across accounts to the caller's account only.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 * @returns the decision; undefined where they are not too many, or were told before.
 */
export async function guardAttempt(attempt: Attempt, tools: Tools): Promise<Decision | undefined> {
  const governance = tools.standard.defaults;
  const { count: most, withinMinutes } = governance.monitoring.deniedAttempts;
  if (most === 0) return undefined;
  const { actor, id, operation, account, region } = attempt;
  const arn = actor.arn ?? actor.service ?? `${actor.kind} of ${actor.account ?? 'an unknown account'}`;
  const refused = { principal: arn, id, operation, at: Date.parse(attempt.at), withinMinutes };
  const { window, ...counted } = await tools.ledger.countAttempt(refused);
  const subject: Subject<'principal'> = {
    snapshot: { arn, account, region, withinMinutes, ...counted },
    governance,
  };
  const judged = judgeAs('principal', tools.rules, subject);
  const findings = excuse(judged, subject, tools.standard.exemptions, tools.now());
  if (findings.length === 0) return undefined;
  // One decision for all of a window, whichever call was the one too many.
  const changeId = `refused-${withinMinutes}-${window}`;
  const look = await lookAt<'principal'>(
    { arn, account, region },
    changeId,
    async () => subject.snapshot,
    tools,
  );
  try {
    if (look.decided?.told) return undefined;
    const decision = look.decided ?? (await decide(attempt, changeId, arn, subject, findings, tools));
    return decision.told ? decision : await announce(decision, tools);
  } finally {
    await tools.ledger.releaseLease(look.lease, tools.now());
  }
}

async function decide(
  change: Attempt,
  changeId: string,
  arn: string,
  subject: Subject<'principal'>,
  findings: readonly Finding[],
  tools: Tools,
): Promise<Decision> {
  for (const finding of findings) tools.report({ type: 'finding', changeId, arn, finding });
  const now = tools.now();
  const outcome = howToTell(findings, subject);
  const decision: Decision = {
    scope: 'principal',
    arn,
    changeId,
    change,
    keyClass: 'default',
    aliases: [],
    findings,
    outcome,
    steps: [],
    decidedAt: new Date(now).toISOString(),
    latencyMs: Math.max(0, now - Date.parse(change.at)),
    told: false,
  };
  const final = { ...decision, told: !needsTelling(decision) };
  await tools.ledger.record(final);
  tools.report({ type: 'decision', changeId, arn, outcome });
  return final;
}
