import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Channel, Notice } from '../channel.ts';
import { fit } from '../clip.ts';
import {
  EVENT_SOURCE,
  entryBytes,
  MOST_BYTES,
  type PutEvents,
  putEvent,
} from '../eventbridge/event-entry.ts';
import { resourcesOf } from '../eventbridge/eventbridge.ts';
import { detectionFinding } from './ocsf.ts';

/** Puts each notice on an event bus as an OCSF Detection Finding, for a rule to carry to a SIEM or a data lake. */
export function ocsfChannel(options: { readonly putEvents: PutEvents; readonly busName: string }): Channel {
  const { putEvents, busName } = options;
  return {
    name: 'ocsf',
    async send(notice, signal, earlier) {
      const entry = ocsfEntry(notice, earlier?.createdAt);
      await putEvent(putEvents, { ...entry, EventBusName: busName }, signal);
      return { createdAt: earlier?.createdAt ?? entry.Time.toISOString() };
    },
  };
}

/** The entry of a notice: as much of it as there is room for in one. */
export function ocsfEntry(
  notice: Notice,
  createdAt?: string,
): PutEventsRequestEntry & { readonly Time: Date; readonly Detail: string } {
  return fit(
    (room) => {
      const finding = detectionFinding(notice, room, createdAt);
      return {
        Source: EVENT_SOURCE,
        DetailType: 'OCSF Detection Finding',
        Time: new Date(finding.start_time),
        Resources: resourcesOf(notice),
        Detail: JSON.stringify(finding),
      };
    },
    entryBytes,
    MOST_BYTES,
  );
}
