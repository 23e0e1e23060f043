import type { Operation } from '../events/operations.ts';
import type { Step } from './step.ts';

/** The operation as which each step comes back from CloudTrail. */
export const operationOf: Readonly<Record<Step['kind'], Operation>> = {
  'put-key-policy': 'PutKeyPolicy',
  'cancel-key-deletion': 'CancelKeyDeletion',
  'enable-key': 'EnableKey',
  'disable-key': 'DisableKey',
  'enable-key-rotation': 'EnableKeyRotation',
  'revoke-grant': 'RevokeGrant',
  'update-alias': 'UpdateAlias',
  'create-alias': 'CreateAlias',
  'tag-key': 'TagResource',
  'untag-key': 'UntagResource',
  'connect-key-store': 'ConnectCustomKeyStore',
  'put-endpoint-policy': 'ModifyVpcEndpoint',
  'start-logging': 'StartLogging',
  'put-event-selectors': 'PutEventSelectors',
};
