import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Channel, Notice } from '../channel.ts';
import { fit } from '../clip.ts';
import { bounded } from '../incident-id.ts';
import { alertEvent } from './alert-event.ts';
import { EVENT_SOURCE, entryBytes, MOST_BYTES, type PutEvents, putEvent } from './event-entry.ts';

/** Puts each notice on an event bus, in the shape that docs/schemas/alert-event.schema.json publishes. */
export function eventBridgeChannel(options: {
  readonly putEvents: PutEvents;
  readonly busName: string;
}): Channel {
  const { putEvents, busName } = options;
  return {
    name: 'eventbridge',
    async send(notice, signal) {
      await putEvent(putEvents, { ...alertEntry(notice), EventBusName: busName }, signal);
      return undefined;
    },
  };
}

/** The entry of a notice: as much of it as there is room for in one. */
export function alertEntry(notice: Notice): PutEventsRequestEntry {
  return fit(
    (room, truncated) => {
      const event = alertEvent(notice, room, truncated);
      return {
        Source: EVENT_SOURCE,
        DetailType: notice.kind === 'change' ? 'KMS Guardian Alert' : 'KMS Guardian Summary',
        Time: new Date(event.kind === 'change' ? event.change.at : event.until),
        Resources: resourcesOf(notice),
        Detail: JSON.stringify(event),
      };
    },
    entryBytes,
    MOST_BYTES,
  );
}

/** The ARNs that a notice is about, by which rules can match. */
export function resourcesOf(notice: Notice): string[] {
  const arns = notice.kind === 'change' ? [notice.decision.arn] : notice.worst.map(({ arn }) => arn);
  return [...new Set(arns)].map((arn) => bounded(arn));
}
