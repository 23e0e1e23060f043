import type { Step, StepResult } from '../remediation/step.ts';

/** What became of one step, in a sentence. */
export function describeStep(result: StepResult): string {
  const what = nameOf(result.step);
  switch (result.outcome) {
    case 'done':
      return `Done: ${what}, at ${result.at}.`;
    case 'skipped':
      return `Skipped: ${what}. ${result.why}`;
    case 'failed':
      return `FAILED: ${what}. ${result.code}: ${result.why}`;
  }
}

function nameOf(step: Step): string {
  switch (step.kind) {
    case 'put-key-policy':
      return 'put the approved key policy back';
    case 'cancel-key-deletion':
      return 'cancel the deletion';
    case 'enable-key':
      return 'enable the key';
    case 'enable-key-rotation':
      return `switch rotation on, every ${step.periodInDays} days`;
  }
}
