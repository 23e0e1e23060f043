import type {
  PutEventsCommandInput,
  PutEventsRequestEntry,
  PutEventsResponse,
} from '@aws-sdk/client-eventbridge';

/** Puts events on a bus: `createPutEvents` in shared/aws, or another that does what it does. */
export type PutEvents = (
  request: PutEventsCommandInput,
  options: { readonly abortSignal: AbortSignal },
) => Promise<PutEventsResponse>;

/** What every event of ours is known by. */
export const EVENT_SOURCE = 'kms-guardian';

/**
 * The most bytes of an entry. EventBridge takes 1 MB since January 2026; 256 KB is what it took before, what its
 * documentation still says for some partitions, and what SNS takes behind a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size
 */
export const MOST_BYTES = 256 * 1024;

/**
 * The size of an entry as EventBridge counts it: 14 bytes for the time, and the bytes of source, detail-type, detail and
 * resources.
 */
export function entryBytes({
  Time,
  Source,
  DetailType,
  Detail,
  Resources = [],
}: PutEventsRequestEntry): number {
  const texts = [Source ?? '', DetailType ?? '', Detail ?? '', ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

/** EventBridge did not take an event, though it answered. */
export class EventRefused extends Error {
  readonly code = 'EVENT_REFUSED';
  constructor(bus: string, why: string) {
    super(
      `EventBridge did not take the event for the bus ${bus}: ${why}. Check that the bus is there, and that its policy and ` +
        "the function's role allow events:PutEvents.",
    );
    this.name = 'EventRefused';
  }
}

/**
 * Puts one event.
 *
 * @throws {EventRefused} where the answer counts it as failed: PutEvents itself succeeds then
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export async function putEvent(
  putEvents: PutEvents,
  entry: PutEventsRequestEntry & { readonly EventBusName: string },
  signal: AbortSignal,
): Promise<void> {
  const answer = await putEvents({ Entries: [entry] }, { abortSignal: signal });
  if ((answer.FailedEntryCount ?? 0) === 0) return;
  const [failed] = answer.Entries ?? [];
  const why = [failed?.ErrorCode, failed?.ErrorMessage].filter((part) => part !== undefined).join(': ');
  throw new EventRefused(entry.EventBusName, why || 'it gave no reason');
}
