import type { Decision } from '../ledger/decision.ts';
import { commandsFor } from './commands.ts';

/** What a person does now, the most urgent first. */
export function adviceFor(decision: Decision): readonly string[] {
  const { outcome, findings, change } = decision;
  const fixes = [...new Set(findings.map(({ fix }) => fix))];
  const ask = change.actor.arn ?? 'whoever made the change';
  switch (outcome) {
    case 'failed':
      return [
        commandsFor(decision).length > 0
          ? 'Act now: it is still as the change left it. Run the commands below as one who may.'
          : 'Act now: it is still as the change left it.',
        ...fixes,
      ];
    case 'asked':
      return ['Decide: approve the change, or put it back as it was.', ...fixes];
    case 'alerted':
    case 'recorded':
      return fixes;
    case 'remediated':
    case 'already-right':
      return [`Nothing is left to do. Find out from ${ask} what was meant.`, ...fixes];
    case 'started':
    case 'clean':
    case 'adopted':
      return [];
  }
}
