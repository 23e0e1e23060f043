import type { Finding, Remedy, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import type { Scope } from '../rules/scope.ts';
import type { Mode } from '../standard/standard.ts';
import type { Step } from './step.ts';

/** What will be done about findings, as data. */
export type Plan =
  /** Nothing is wrong. */
  | { readonly kind: 'accept' }
  | { readonly kind: 'tell'; readonly outcome: 'recorded' | 'alerted' | 'asked' }
  /** `stuck` says why something beside the steps cannot be put right. */
  | { readonly kind: 'act'; readonly steps: readonly Step[]; readonly stuck?: string }
  /** It should be put right and cannot be. */
  | { readonly kind: 'stuck'; readonly why: string }
  /** It should be put right, and a breaker is open; `opens` where it opens just now. */
  | {
      readonly kind: 'held';
      readonly steps: readonly Step[];
      readonly why: string;
      readonly opens: boolean;
    };

/** The steps for one remedy, or why there are none. */
export type Made = { readonly steps: readonly Step[] } | { readonly why: string };

/** Decides what to do. Pure; `stepsFor` knows what puts things of this kind right. */
export function planFor<S extends Scope>(
  subject: Subject<S>,
  findings: readonly Finding[],
  stepsFor: (remedy: Remedy) => Made,
): Plan {
  if (findings.length === 0) return { kind: 'accept' };
  // What the guardian wrote is not acted on again: a write that was wrong must not become a loop.
  const own = isOwn(subject);
  const toPutRight = findings.filter(
    (finding) => modeOf(finding, subject) === 'remediate' && (!own || finding.ownDoing),
  );
  const remedies = new Set(toPutRight.flatMap(({ remedy }) => remedy ?? []));
  if (remedies.size === 0) return { kind: 'tell', outcome: howToTell(findings, subject) };
  const made = [...remedies].map(stepsFor);
  const steps = made.flatMap((each) => ('steps' in each ? each.steps : []));
  const stuck = made.find((each) => 'why' in each)?.why;
  if (steps.length === 0 && stuck !== undefined) return { kind: 'stuck', why: stuck };
  const known = new Set<string>();
  const different = steps.filter((step) => {
    const text = JSON.stringify(step);
    return !known.has(text) && known.add(text);
  });
  return { kind: 'act', steps: different, ...(stuck === undefined ? {} : { stuck }) };
}

/** What is done about a finding. One that is exempt, or stands by a person's decision, is told, whatever its rule says. */
export function modeOf<S extends Scope>(
  { rule, exemption, respected }: Finding,
  { governance }: Subject<S>,
): Mode {
  const mode = governance.rules[rule]?.mode ?? governance.mode;
  const stands = exemption !== undefined || respected !== undefined;
  return stands && mode === 'remediate' ? 'alert' : mode;
}

/** What is done where nothing is put right. */
export function howToTell<S extends Scope>(
  findings: readonly Finding[],
  subject: Subject<S>,
): 'recorded' | 'alerted' | 'asked' {
  const modes = findings.map((finding) => modeOf(finding, subject));
  if (modes.every((mode) => mode === 'observe')) return 'recorded';
  const drifted = findings.some(({ rule }) => rule === 'policy-drift');
  return drifted && modes.includes('remediate') ? 'asked' : 'alerted';
}
