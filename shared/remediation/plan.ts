import { judge } from '../rules/judge.ts';
import type { Finding, Remedy, Rule, Subject } from '../rules/rule.ts';
import { isSanctioned, isSanctionedPolicy } from '../rules/sanctioned.ts';
import { isNamed } from '../standard/principals.ts';
import type { Mode } from '../standard/standard.ts';
import { whyUnsafe } from './safe-policy.ts';
import type { Step } from './step.ts';

/** What will be done about findings, as data. */
export type Plan =
  /** Nothing is wrong. `adopt`: the change becomes part of the baseline, for that reason. */
  | { readonly kind: 'accept'; readonly adopt?: string }
  | { readonly kind: 'tell'; readonly outcome: 'recorded' | 'alerted' | 'asked' }
  | { readonly kind: 'act'; readonly steps: readonly Step[] }
  /** It should be put right and cannot be. */
  | { readonly kind: 'stuck'; readonly why: string };

/** Decides what to do. Pure; `rules` are those whose findings these are. */
export function planFor(subject: Subject, findings: readonly Finding[], rules: readonly Rule[]): Plan {
  if (findings.length === 0) {
    const adopt = reasonToAdopt(subject);
    return adopt === undefined ? { kind: 'accept' } : { kind: 'accept', adopt };
  }
  // What the guardian wrote is never acted on again: a write that was wrong must not become a loop.
  const toPutRight = isOwn(subject)
    ? []
    : findings.filter((finding) => modeOf(finding, subject) === 'remediate');
  const remedies = new Set(toPutRight.flatMap(({ remedy }) => remedy ?? []));
  if (remedies.size === 0) return { kind: 'tell', outcome: howToTell(findings, subject) };
  const steps: Step[] = [];
  for (const remedy of remedies) {
    const made = stepsFor(remedy, subject, rules);
    if ('why' in made) return { kind: 'stuck', why: made.why };
    steps.push(...made.steps);
  }
  const kinds = new Set<string>();
  return { kind: 'act', steps: steps.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind)) };
}

/**
 * What a policy change broke that is no longer live: somebody, or the guardian for another event, has put it
 * right since. It was live for a while all the same, and people are told.
 */
export function brokenMeanwhile(subject: Subject, rules: readonly Rule[]): readonly Finding[] {
  const { change, snapshot } = subject;
  if (change?.operation !== 'PutKeyPolicy' || isOwn(subject)) return [];
  const { policy } = change.details;
  if (policy === undefined || policy === snapshot.policy) return [];
  const then = { ...subject, snapshot: { ...snapshot, policy } };
  return judge(rules, then).filter((finding) => modeOf(finding, subject) !== 'observe');
}

/** True of a change that the guardian itself made: the receipt of a remediation. */
function isOwn({ change, governance, snapshot }: Subject): boolean {
  const arn = change?.actor.arn;
  return arn !== undefined && isNamed(governance.roles.guardian, arn, snapshot.account);
}

function modeOf({ rule }: Finding, { governance }: Subject): Mode {
  return governance.rules[rule]?.mode ?? governance.mode;
}

function howToTell(findings: readonly Finding[], subject: Subject): 'recorded' | 'alerted' | 'asked' {
  const modes = findings.map((finding) => modeOf(finding, subject));
  if (modes.every((mode) => mode === 'observe')) return 'recorded';
  const drifted = findings.some(({ rule }) => rule === 'policy-drift');
  return drifted && modes.includes('remediate') ? 'asked' : 'alerted';
}

/** Why a compliant change becomes the baseline: a pipeline made it, or it only takes access away. */
function reasonToAdopt(subject: Subject): string | undefined {
  const { change, baseline, governance } = subject;
  switch (change?.operation) {
    case 'PutKeyPolicy': {
      if (isSanctionedPolicy(subject)) return 'a pipeline made a compliant change';
      const narrows = governance.policy.narrower === 'adopt' && baseline !== undefined && !isOwn(subject);
      return narrows ? 'a compliant change that gives no new access' : undefined;
    }
    case 'EnableKey':
    case 'DisableKey':
    case 'EnableKeyRotation':
    case 'DisableKeyRotation':
      return isSanctioned(subject) ? 'a pipeline made a compliant change' : undefined;
    default:
      return undefined;
  }
}

type Made = { readonly steps: readonly Step[] } | { readonly why: string };

function stepsFor(remedy: Remedy, subject: Subject, rules: readonly Rule[]): Made {
  const { baseline, snapshot, governance } = subject;
  switch (remedy) {
    case 'revert-policy':
      return revert(subject, rules);
    case 'cancel-deletion': {
      // KMS leaves a key whose deletion is cancelled disabled; it is enabled only where that was approved.
      const enable: readonly Step[] = baseline?.state === 'Enabled' ? [{ kind: 'enable-key' }] : [];
      return { steps: [{ kind: 'cancel-key-deletion' }, ...enable] };
    }
    case 'enable-key':
      return { steps: [{ kind: 'enable-key' }] };
    case 'enable-rotation': {
      const before = baseline?.rotation.kind === 'enabled' ? baseline.rotation.periodInDays : undefined;
      const longest = governance.rotation.periodInDays;
      const periodInDays = before !== undefined && before <= longest ? before : longest;
      return snapshot.rotation.kind === 'unsupported'
        ? { why: 'KMS cannot rotate this key' }
        : { steps: [{ kind: 'enable-key-rotation', periodInDays }] };
    }
  }
}

function revert({ baseline, snapshot, governance }: Subject, rules: readonly Rule[]): Made {
  if (baseline === undefined) return { why: 'no baseline of this key is known to go back to' };
  const restored = { snapshot: { ...snapshot, policy: baseline.policy }, baseline, governance };
  // What the policy itself breaks: that a key lacks a tag is no reason to leave a stranger in.
  const [still] = judge(
    rules.filter(({ area }) => area === 'policy'),
    restored,
  );
  if (still)
    return { why: `baseline version ${baseline.version} itself breaks ${still.rule}: ${still.message}` };
  const unsafe = whyUnsafe(restored.snapshot.policy, baseline.policy, {
    account: snapshot.account,
    key: snapshot.arn,
  });
  if (unsafe !== undefined)
    return { why: `baseline version ${baseline.version} must not be written: ${unsafe}` };
  return { steps: [{ kind: 'put-key-policy', policy: baseline.policy, replaces: snapshot.policy }] };
}
