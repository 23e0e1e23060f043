import { isRecord, textAt } from '../shared/events/json.ts';
import type { CloudTrailRecord } from './eventbridge/bus.ts';

/** A KMS call that changed something. */
export type ChangeHappening = {
  readonly type: 'change';
  readonly id: string;
  readonly operation: string;
  readonly keyArn: string | null;
  readonly actor: string;
  readonly time: string;
};

/** What the record of a call says happened: nothing, where the call was not to KMS, only read, used a key, or failed. */
export function changeIn(record: CloudTrailRecord): ChangeHappening | undefined {
  if (record.eventSource !== 'kms.amazonaws.com') return undefined;
  if (record.readOnly === true || record.errorCode !== undefined) return undefined;
  const resources: readonly unknown[] = Array.isArray(record.resources) ? record.resources : [];
  const identity = isRecord(record.userIdentity) ? record.userIdentity : {};
  const key = resources.filter(isRecord).find(({ type }) => type === undefined || type === 'AWS::KMS::Key');
  return {
    type: 'change',
    id: textAt(record, 'eventID') ?? '',
    operation: textAt(record, 'eventName') ?? '',
    keyArn: (key && textAt(key, 'ARN')) ?? null,
    actor: textAt(identity, 'arn') ?? textAt(identity, 'invokedBy') ?? '',
    time: textAt(record, 'eventTime') ?? '',
  };
}
