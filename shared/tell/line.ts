import { instant } from '../alerts/instant.ts';
import type { Message } from '../alerts/message/message.ts';
import { outcomeWords } from '../alerts/message/outcome-words.ts';
import { plainText } from '../alerts/plain-text.ts';
import type { AlertLine } from '../ledger/alert-line.ts';
import type { Outcome } from '../ledger/decision.ts';
import { severities } from '../rules/rule.ts';

/** So many lines a summary shows. */
const most = 10;

/** An alert in one line. */
export function lineOf({ headline, severity, outcome, decision }: Message): AlertLine {
  return {
    headline,
    severity,
    outcome,
    arn: plainText(decision.arn),
    changeId: plainText(decision.changeId),
    at: instant(decision.change.at, decision.decidedAt),
  };
}

/** The loudest first. */
const outcomes = Object.keys(outcomeWords);

/** The worst first: by severity, by how it ended, and the older before the newer. */
export function worstFirst(lines: readonly AlertLine[]): readonly AlertLine[] {
  const rank = ({ severity, outcome }: AlertLine) =>
    severities.indexOf(severity) * outcomes.length + outcomes.indexOf(outcome);
  return [...lines].sort((a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : 1));
}

export function worstOf(lines: readonly AlertLine[]): readonly AlertLine[] {
  return worstFirst(lines).slice(0, most);
}

export type Tally = Readonly<Partial<Record<Outcome, number>>>;

export function tallyOf(those: readonly { readonly outcome: Outcome }[], from: Tally = {}): Tally {
  const tally: Partial<Record<Outcome, number>> = { ...from };
  for (const { outcome } of those) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return tally;
}
