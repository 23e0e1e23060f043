import type { Decision } from '../ledger/decision.ts';
import type { Step } from '../remediation/step.ts';
import type { Remedy } from '../rules/rule.ts';

/** What a person does now, the most urgent first. */
export function adviceFor(decision: Decision): readonly string[] {
  const { outcome, findings, change } = decision;
  const fixes = [...new Set(findings.map(({ fix }) => fix))];
  const ask = change.actor.arn ?? 'whoever made the change';
  switch (outcome) {
    case 'failed':
      return [
        commandsFor(decision).length > 0
          ? 'Act now: the key is still as the change left it. Run the commands below as an administrator of the key.'
          : 'Act now: the key is still as the change left it.',
        ...fixes,
      ];
    case 'asked':
      return ['Decide: approve the change, or put the key back as it was.', ...fixes];
    case 'alerted':
    case 'recorded':
      return fixes;
    case 'remediated':
    case 'already-right':
      return [`Nothing is left to do to the key. Find out from ${ask} what was meant.`, ...fixes];
    case 'started':
    case 'clean':
    case 'adopted':
      return [];
  }
}

/** The AWS CLI calls that the guardian should have made and could not. */
export function commandsFor({ outcome, steps, findings, keyArn, change }: Decision): readonly string[] {
  if (outcome !== 'failed') return [];
  const target = `--region ${change.region} --key-id ${keyArn}`;
  const undone = steps
    .filter((result) => result.outcome !== 'done')
    .map(({ step }) => commandFor(step, target));
  if (steps.length > 0) return undone;
  const remedies = findings.flatMap(({ remedy }) =>
    remedy === undefined ? [] : remedyCommands(remedy, target),
  );
  return [...new Set(remedies)];
}

function commandFor(step: Step, target: string): string {
  switch (step.kind) {
    case 'put-key-policy':
      return `aws kms put-key-policy ${target} --policy-name default --policy ${quoted(asciiJson(step.policy))}`;
    case 'cancel-key-deletion':
      return `aws kms cancel-key-deletion ${target}`;
    case 'enable-key':
      return `aws kms enable-key ${target}`;
    case 'enable-key-rotation':
      return `aws kms enable-key-rotation ${target} --rotation-period-in-days ${step.periodInDays}`;
  }
}

/** Where nothing could be planned, the policy or the period to set is a person's to choose. */
function remedyCommands(remedy: Remedy, target: string): readonly string[] {
  switch (remedy) {
    case 'revert-policy':
      return [`aws kms get-key-policy ${target} --policy-name default --query Policy --output text`];
    case 'cancel-deletion':
      return [`aws kms cancel-key-deletion ${target}`, `aws kms enable-key ${target}`];
    case 'enable-key':
      return [`aws kms enable-key ${target}`];
    case 'enable-rotation':
      return [`aws kms enable-key-rotation ${target}`];
  }
}

/** The same JSON on one line of visible ASCII: nothing in it can pass for something else in a terminal. */
function asciiJson(json: string): string {
  return json
    .replace(/\s*[\t\r\n]\s*/g, ' ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One word to a POSIX shell. */
const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
