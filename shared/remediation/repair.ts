import { comparePolicies } from '../policy/compare.ts';
import { parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { placeOf } from '../rules/key-policy.ts';
import type { AnyRule, Subject } from '../rules/rule.ts';
import { type Document, readClauses } from './repair/clauses.ts';
import { compose } from './repair/compose.ts';
import { Court, MOST_JUDGEMENTS } from './repair/court.ts';
import { partsOf } from './repair/parts.ts';
import { type Kept, largestWithin, ordersFor } from './repair/search.ts';
import { whyUnsafe } from './safe-policy.ts';

/** A policy to write, or why there is none. */
export type Repair =
  | {
      readonly policy: string;
      /** What the live policy gave and this one does not, in words. */
      readonly taken: readonly string[];
      /** The bound on the work was reached: it complies, and might keep more of the live policy. */
      readonly unfinished: boolean;
      readonly judgements: number;
    }
  | { readonly why: string };

/**
 * The nearest policy to a key's live one that breaks none of the rules on policies, gives nothing that the live one does
 * not, and leaves somebody able to change it. It is the live policy less what is too much: less a principal of a
 * statement, less some of its actions for one, or only under a condition that the standard asks for. Nothing that was
 * left out could be put back. Pure, and the same for the same policy.
 *
 *     repairedPolicy(subject, rules) // { policy: '{"Version":...', taken: ['role/App ... may no longer PutKeyPolicy'] }
 *
 * The method is in docs/remediation.md.
 */
export function repairedPolicy(subject: Subject, rules: readonly AnyRule[], most = MOST_JUDGEMENTS): Repair {
  const { snapshot } = subject;
  let document: Document;
  try {
    document = readClauses(snapshot.policy, placeOf(snapshot));
  } catch (error) {
    if (error instanceof PolicyError)
      return { why: `the live policy cannot be read, so nobody can say what may be kept: ${error.message}` };
    throw error;
  }
  const court = new Court(subject, rules, compose(document, new Set()), most);
  let missing: string | undefined;
  for (const order of ordersFor(subject)) {
    const kept = largestWithin(document, subject, court, order);
    const policy = textOf(document, kept, subject);
    missing = court.whatIsMissing(policy);
    if (missing === undefined) return checked(policy, kept, subject, court);
    if (kept.unfinished)
      return { why: `${tooMuchWork(most)}, and what was found lacks something: ${missing}` };
  }
  return {
    why: `no policy keeps to the standard and gives nothing that the live one does not. The most that may be kept of it breaks ${missing}`,
  };
}

const tooMuchWork = (most: number) => `the live policy has too many parts to try in ${most} judgements`;

/** Word for word as it is, where nothing had to go. */
function textOf(document: Document, { parts }: Kept, { snapshot }: Subject): string {
  const untouched = [...parts].filter(({ narrowing }) => narrowing === undefined);
  const isWhole = document.isAsWritten && untouched.length === partsOf(document).length;
  return isWhole ? snapshot.policy : compose(document, parts);
}

/** The last word is the same check that a baseline has to pass, by every rule. */
function checked(policy: string, { unfinished }: Kept, { snapshot }: Subject, court: Court): Repair {
  const place = placeOf(snapshot);
  const wrong = court.whatIsWrong(policy) ?? whyUnsafe(policy, snapshot.policy, place);
  if (wrong !== undefined)
    return { why: `what may be kept of the live policy must not be written: ${wrong}` };
  const { lost } = comparePolicies(parsePolicy(snapshot.policy, place), parsePolicy(policy, place));
  return { policy, taken: lost.map(({ text }) => text), unfinished, judgements: court.judgements };
}
