import type { KMSClient } from '@aws-sdk/client-kms';
import type { Channel } from './alerts/channel.ts';
import { composeMessage, needsTelling } from './alerts/message.ts';
import { tell } from './alerts/tell.ts';
import type { Change, KeyReference } from './events/change.ts';
import { decode } from './events/decode.ts';
import { type Look, lookAt } from './keys/look.ts';
import type { Decision, Outcome } from './ledger/decision.ts';
import type { Baseline, Ledger } from './ledger/ledger.ts';
import { adoptedFrom, firstBaseline } from './remediation/adopt.ts';
import { execute } from './remediation/execute.ts';
import { brokenMeanwhile, type Plan, planFor } from './remediation/plan.ts';
import type { StepResult } from './remediation/step.ts';
import { judge } from './rules/judge.ts';
import type { Finding, Rule, Subject } from './rules/rule.ts';
import { classOf } from './standard/match.ts';
import type { Standard } from './standard/standard.ts';

/** What the guard works with. The SDK, the clock and randomness come in from outside. */
export type Tools = {
  readonly kms: (region: string) => KMSClient;
  readonly ledger: Ledger;
  readonly channels: readonly Channel[];
  readonly standard: Standard;
  readonly rules: readonly Rule[];
  readonly now: () => number;
  /** A name for this invocation, unlike any other: the owner of its leases. */
  readonly owner: () => string;
  readonly pause: (ms: number) => Promise<void>;
  /** Told what happens, a line each: the log. */
  readonly report: (happening: Happening) => void;
};

/** What the guard says of its work while it goes on. */
export type Happening =
  | {
      readonly type: 'finding';
      readonly changeId: string;
      readonly keyArn: string;
      readonly finding: Finding;
    }
  | { readonly type: 'step'; readonly changeId: string; readonly keyArn: string; readonly result: StepResult }
  | {
      readonly type: 'decision';
      readonly changeId: string;
      readonly keyArn: string;
      readonly outcome: Outcome;
    }
  | {
      readonly type: 'alert';
      readonly changeId: string;
      readonly channel: string;
      readonly ok: boolean;
      readonly error?: string;
      readonly headline: string;
    }
  | { readonly type: 'ignored'; readonly eventName: string; readonly why: string };

/**
 * The way of one change: decode, look, judge, plan, act, tell.
 *
 * @returns the decision, or undefined where the event is no change to one key.
 * @throws what stands in the way of a decision (an event that is none, a key that cannot be read, a lease
 *   held by another): the queue delivers the event again, and in the end keeps it in its dead-letter queue.
 */
export async function guard(event: unknown, tools: Tools): Promise<Decision | undefined> {
  const decoded = decode(event);
  if (decoded.kind === 'use') return ignore(tools, decoded.eventName, 'it changes no key');
  if (decoded.kind === 'attempt') return ignore(tools, decoded.attempt.operation, 'KMS refused it');
  const { change } = decoded;
  if (change.key === undefined) return ignore(tools, change.operation, 'it is on no single key');

  const look = await lookAt(change.key, change.id, tools).catch((error: unknown) => {
    if (isRefusal(error)) return error;
    throw error;
  });
  if (look instanceof Error) return shutOut(change, change.key, look, tools);
  try {
    const decision =
      look.decided?.told === true ? look.decided : await settle(change, change.key, look, tools);
    return decision.told ? decision : await tellAbout(decision, tools);
  } finally {
    await tools.ledger.releaseLease(look.lease, tools.now());
  }
}

/** KMS will not let the guardian look, however often it asks. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'AccessDeniedException';
}

/** The guardian is shut out of the key: nothing can be judged, so people are told, once. */
async function shutOut(change: Change, key: KeyReference, refusal: Error, tools: Tools): Promise<Decision> {
  const earlier = await tools.ledger.decision(key.arn, change.id);
  if (earlier?.told) return earlier;
  const now = tools.now();
  const decision: Decision = {
    keyArn: key.arn,
    changeId: change.id,
    change,
    keyClass: 'unknown',
    aliases: [],
    findings: [],
    outcome: 'failed',
    steps: [],
    why: `the guardian may not look at this key: ${refusal.message}`,
    decidedAt: new Date(now).toISOString(),
    latencyMs: Math.max(0, now - Date.parse(change.at)),
    told: false,
  };
  await tools.ledger.record(decision);
  tools.report({ type: 'decision', changeId: change.id, keyArn: key.arn, outcome: decision.outcome });
  return tellAbout(decision, tools);
}

async function settle(change: Change, key: KeyReference, look: Look, tools: Tools): Promise<Decision> {
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

async function tellAbout(decision: Decision, tools: Tools): Promise<Decision> {
  const message = composeMessage(decision);
  const told = await tell(tools.channels, message);
  for (const each of told)
    tools.report({ type: 'alert', changeId: decision.changeId, headline: message.headline, ...each });
  if (told.length > 0 && !told.some(({ ok }) => ok))
    throw new NobodyTold(
      decision.changeId,
      told.map(({ channel }) => channel),
    );
  const final = { ...decision, told: true };
  await tools.ledger.record(final);
  return final;
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

/** Every channel failed. The decision stands; the telling is tried again when the event comes back. */
export class NobodyTold extends Error {
  readonly code = 'NOBODY_TOLD';
  constructor(changeId: string, channels: readonly string[]) {
    super(`Change ${changeId} could be told on none of: ${channels.join(', ')}. It will be tried again.`);
    this.name = 'NobodyTold';
  }
}

function ignore(tools: Tools, eventName: string, why: string): undefined {
  tools.report({ type: 'ignored', eventName, why });
}
