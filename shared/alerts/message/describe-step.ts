import type { Repaired, Step, StepResult } from '../../remediation/step.ts';

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

const tagsIn = (names: readonly string[]) => `the tag${names.length === 1 ? '' : 's'} ${names.join(', ')}`;

/** More than this many are counted: a message is read on a telephone. */
const MOST_TAKEN = 8;

function repairIn({ taken, unfinished }: Repaired): string {
  const shown = taken.length > MOST_TAKEN ? taken.slice(0, MOST_TAKEN - 1) : taken;
  const more = taken.length > shown.length ? [`and ${taken.length - shown.length} more`] : [];
  const what = taken.length === 0 ? 'nothing that anybody had' : [...shown, ...more].join('; ');
  const remark = unfinished
    ? '; it has so many parts that not all could be tried, and more may be gone than had to'
    : '';
  return `repair the key policy, of which no approved version was known, and take away what breaks the standard (${what}${remark})`;
}

function nameOf(step: Step): string {
  switch (step.kind) {
    case 'put-key-policy':
      return step.repair === undefined ? 'put the approved key policy back' : repairIn(step.repair);
    case 'cancel-key-deletion':
      return 'cancel the deletion';
    case 'enable-key':
      return 'enable the key';
    case 'enable-key-rotation':
      return `switch rotation on, every ${step.periodInDays} days`;
    case 'disable-key':
      return 'disable the key, until a person has looked';
    case 'revoke-grant':
      return `revoke grant ${step.grantId}`;
    case 'update-alias':
      return `point ${step.alias} back to ${step.target}`;
    case 'create-alias':
      return `create ${step.alias} again, for ${step.target}`;
    case 'tag-key':
      return `set ${tagsIn(Object.keys(step.tags))} back`;
    case 'untag-key':
      return `remove ${tagsIn(step.tagKeys)}`;
    case 'connect-key-store':
      return `begin to connect key store ${step.keyStoreId} again, which takes up to 20 minutes`;
    case 'put-endpoint-policy':
      return `put the approved policy of ${step.endpointId} back`;
    case 'start-logging':
      return `start ${step.trail} again`;
    case 'put-event-selectors':
      return `have ${step.trail} log every KMS call again`;
  }
}
