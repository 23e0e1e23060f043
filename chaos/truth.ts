import type { CloudTrailRecord } from '../sandbox/cloudtrail-record.ts';
import { isRecord } from '../shared/events/json.ts';
import type { Truth } from './chronicle.ts';

type Json = Readonly<Record<string, unknown>>;

const jsonAt = (record: Json, name: string): Json => {
  const value = record[name];
  return isRecord(value) ? value : {};
};

/** The key that a record is about. */
export function keyOf(record: CloudTrailRecord): string {
  const [resource] = Array.isArray(record.resources) ? record.resources : [];
  return isRecord(resource) ? String(resource.ARN) : '';
}

/** What a key is after a call that succeeded, as its record tells. */
export function truthAfter(before: Truth | undefined, record: CloudTrailRecord): Truth {
  const request = jsonAt(record, 'requestParameters');
  const born: Truth = { policy: '', state: 'Enabled', rotationInDays: undefined, grants: {} };
  const key = before ?? born;
  switch (record.eventName) {
    case 'CreateKey':
    case 'PutKeyPolicy':
      return { ...key, policy: String(request.policy) };
    case 'ScheduleKeyDeletion':
      return { ...key, state: 'PendingDeletion' };
    case 'CancelKeyDeletion':
    case 'DisableKey':
      return { ...key, state: 'Disabled' };
    case 'EnableKey':
      return { ...key, state: 'Enabled' };
    case 'EnableKeyRotation':
      return { ...key, rotationInDays: Number(request.rotationPeriodInDays ?? key.rotationInDays ?? 365) };
    case 'DisableKeyRotation':
      return { ...key, rotationInDays: undefined };
    case 'CreateGrant': {
      const id = String(jsonAt(record, 'responseElements').grantId);
      return { ...key, grants: { ...key.grants, [id]: String(request.granteePrincipal) } };
    }
    case 'RevokeGrant': {
      const { [String(request.grantId)]: _, ...grants } = key.grants;
      return { ...key, grants };
    }
    default:
      return key;
  }
}

/** The role or user that made the call. */
export function callerIn(record: CloudTrailRecord): string {
  const identity = jsonAt(record, 'userIdentity');
  const issuer = jsonAt(jsonAt(identity, 'sessionContext'), 'sessionIssuer');
  return String(issuer.arn ?? identity.arn);
}

export const requestOf = (record: CloudTrailRecord): Json => jsonAt(record, 'requestParameters');
