import type { UndoStep } from '../../shared/remediation/undo.ts';

/** What a step of an undo puts back, in words. */
export function describeUndo(step: UndoStep): string {
  switch (step.kind) {
    case 'put-key-policy':
      return 'the key policy is the one that the guardian had replaced';
    case 'schedule-key-deletion':
      return `the key is scheduled for deletion, in ${step.windowInDays} days`;
    case 'cancel-key-deletion':
      return 'the deletion is cancelled';
    case 'enable-key':
      return 'the key is enabled';
    case 'disable-key':
      return 'the key is disabled';
    case 'enable-key-rotation':
      return `the key is rotated every ${step.periodInDays} days`;
    case 'disable-key-rotation':
      return 'automatic rotation is off';
    case 'create-grant':
      return `${step.grant.grantee} has a grant again, under a new ID, for ${step.grant.operations.join(', ')}`;
    case 'revoke-grant':
      return `grant ${step.grantId} is revoked`;
    case 'update-alias':
    case 'create-alias':
      return `${step.alias} points to ${step.target}`;
    case 'delete-alias':
      return `${step.alias} is gone`;
    case 'tag-key':
      return `the tags are set as they were: ${Object.keys(step.tags).join(', ')}`;
    case 'untag-key':
      return `the tags are gone: ${step.tagKeys.join(', ')}`;
    case 'connect-key-store':
      return `key store ${step.keyStoreId} is being connected`;
    case 'disconnect-key-store':
      return `key store ${step.keyStoreId} is being disconnected`;
    case 'put-endpoint-policy':
      return `the policy of ${step.endpointId} is the one that the guardian had replaced`;
    case 'start-logging':
      return `${step.trail} is logging`;
    case 'stop-logging':
      return `${step.trail} is stopped`;
    case 'put-event-selectors':
      return `${step.trail} selects what it did before`;
  }
}
