import type { Outcome } from '../../ledger/decision.ts';

/** How a change ended, in words that also follow a number: "3 put right". What is left to do comes first. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  failed: 'NOT put right',
  held: 'left as it is, by a breaker',
  asked: 'waiting for your decision',
  alerted: 'told, not changed',
  remediated: 'put right',
  'already-right': 'put right by somebody before',
  started: 'being put right',
  recorded: 'recorded',
  adopted: 'adopted as baseline',
  clean: 'in order',
};

/** "2 NOT put right, 31 put right". */
export function describeOutcomes(outcomes: Readonly<Partial<Record<Outcome, number>>>): string {
  const told = Object.entries(outcomeWords).flatMap(([outcome, words]) => {
    const count = outcomes[outcome as Outcome] ?? 0;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return told.join(', ');
}

/** Whether what a change did is over: it has been put right. */
export const isOver = (outcome: Outcome): boolean => outcome === 'remediated' || outcome === 'already-right';
