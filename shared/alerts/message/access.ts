import type { Decision } from '../../ledger/decision.ts';
import { comparePolicies } from '../../policy/compare.ts';
import { parsePolicy } from '../../policy/parse.ts';
import { PolicyError } from '../../policy/policy-error.ts';
import { placeOf } from './nouns.ts';
import { isOver } from './outcome-words.ts';
import type { PolicyPair } from './policy-pair.ts';

/** Access that a change gave or took, in words; `unknown` is what could not be decided, and counts as given. */
export type AccessLine = { readonly kind: 'gained' | 'lost' | 'unknown'; readonly text: string };

/**
 * What a change gave and took, by the policy engine: "role/x in account 444455556666 may now Decrypt"; "could Decrypt" once
 * it has been put right. Where there are no two policies to compare, it is what the rules found.
 */
export function accessOf(decision: Decision, pair: PolicyPair | undefined): readonly AccessLine[] {
  const compared = pair === undefined ? [] : comparedAccess(decision, pair);
  const lines = compared.length > 0 ? compared : foundAccess(decision);
  return lines.map(({ kind, text }) => ({ kind, text: inTense(text, isOver(decision.outcome)) }));
}

/** A claim of the engine as it holds now: access lasts, or is over. */
export function inTense(text: string, over: boolean): string {
  return over
    ? text.replace(/ (?:may|could)(?=[ ,])/, ' could').replace('if IAM agrees', 'if IAM agreed')
    : text.replace(/ (?:may|could)(?! no longer)(?=[ ,])/, ' may now');
}

function comparedAccess(decision: Decision, { before, after, of, kind }: PolicyPair): readonly AccessLine[] {
  // What a repair takes is not what the change gave: nobody knows what was there before.
  if (of === 'repair' || kind !== 'key') return [];
  const place = { account: placeOf(decision).account, key: decision.arn };
  try {
    const { gained, lost, unknown } = comparePolicies(parsePolicy(before, place), parsePolicy(after, place));
    return [
      ...gained.map(({ text }) => ({ kind: 'gained' as const, text })),
      ...lost.map(({ text }) => ({ kind: 'lost' as const, text })),
      ...unknown.map(({ reason }) => ({
        kind: 'unknown' as const,
        text: `not all could be decided, and what could not counts as given: ${reason}`,
      })),
    ];
  } catch (error) {
    // A policy that cannot be read is a finding; its rules tell what they could make of it.
    if (error instanceof PolicyError) return [];
    throw error;
  }
}

const prefixes = { 'gained: ': 'gained', 'lost: ': 'lost' } as const;

/** What a line of evidence tells of access, or undefined. */
export function accessIn(evidence: string): AccessLine | undefined {
  for (const [prefix, kind] of Object.entries(prefixes))
    if (evidence.startsWith(prefix)) return { kind, text: evidence.slice(prefix.length) };
  return undefined;
}

/** Each once, though two rules found it; what was given first. */
function foundAccess({ findings }: Decision): readonly AccessLine[] {
  const found = findings.flatMap(({ evidence }) => evidence.flatMap((line) => accessIn(line) ?? []));
  const different = [...new Map(found.map((line) => [`${line.kind} ${line.text}`, line])).values()];
  return [
    ...different.filter(({ kind }) => kind === 'gained'),
    ...different.filter(({ kind }) => kind === 'lost'),
  ];
}
