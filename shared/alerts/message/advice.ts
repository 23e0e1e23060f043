import type { Decision } from '../../ledger/decision.ts';
import type { Step } from '../../remediation/step.ts';
import type { Finding, Remedy } from '../../rules/rule.ts';
import { commandsFor } from './commands.ts';
import { closeCommand, undoCommand } from './operator-commands.ts';

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
    case 'held':
      return [
        `Decide: nothing is changed here until the breaker is closed: ${closeCommand(decision)}`,
        ...(commandsFor(decision).length > 0 ? ['Run the commands below as one who may.'] : []),
        ...fixes,
      ];
    case 'asked':
      return ['Decide: approve the change, or put it back as it was.', ...fixes];
    case 'alerted':
    case 'recorded':
      return fixes;
    case 'remediated':
    case 'already-right': {
      const isDone = (finding: Finding) => isPutRight(finding, decision);
      const done = [...new Set(findings.filter(isDone).map(({ rule }) => rule))];
      const left = [...new Set(findings.filter((finding) => !isDone(finding)).map(({ fix }) => fix))];
      const within =
        done.length === 0
          ? ''
          : ` If it was meant, "kms-guardian explain" says how to do it within the standard: see ${done.join(', ')}.`;
      const undo = outcome === 'remediated' ? undoCommand(decision) : undefined;
      return [
        `${left.length === 0 ? 'Nothing is left to put right. ' : ''}Find out from ${ask} what was meant.${within}`,
        ...left,
        ...(undo === undefined ? [] : [`To have it as the change made it, all the same: ${undo}`]),
      ];
    }
    case 'started':
    case 'clean':
    case 'adopted':
      return [];
  }
}

/** The steps by which each remedy is carried out. */
const stepsOf: Readonly<Record<Remedy, readonly Step['kind'][]>> = {
  'revert-policy': ['put-key-policy'],
  'cancel-deletion': ['cancel-key-deletion'],
  'enable-key': ['enable-key'],
  // Contained is not put right.
  'disable-key': [],
  'enable-rotation': ['enable-key-rotation'],
  'revoke-grant': ['revoke-grant'],
  'restore-alias': ['update-alias', 'create-alias'],
  'restore-tags': ['tag-key', 'untag-key'],
  'connect-key-store': ['connect-key-store'],
  'restore-endpoint-policy': ['put-endpoint-policy'],
  'restart-logging': ['start-logging', 'put-event-selectors'],
};

/** A rule may only tell, by the standard, while another had something put right. */
export function isPutRight({ remedy }: Finding, { outcome, steps }: Decision): boolean {
  if (remedy === undefined) return false;
  if (outcome === 'already-right') return true;
  return steps.some(({ step, outcome }) => outcome === 'done' && stepsOf[remedy].includes(step.kind));
}
