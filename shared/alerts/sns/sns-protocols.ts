import type { Notice } from '../channel.ts';
import { fit, jsonBytes } from '../clip.ts';
import { alertEvent } from '../eventbridge/alert-event.ts';
import { readableNotice } from './readable-notice.ts';
import { clipBytes, MOST_BYTES } from './sns-body.ts';

/** What each protocol gets; `default` is for all others. */
export type ProtocolBodies = Readonly<
  Record<'default' | 'email' | 'sms' | 'sqs' | 'lambda' | 'http' | 'https', string>
>;

/** An SMS of more parts is charged for each. */
const SMS_CHARACTERS = 140;

/**
 * A body for each protocol, for a message of structure `json`: text for people, a line for a telephone, and the published
 * alert event for machines. SNS then delivers no message attributes, so subscriptions filter on the body, which for
 * machines is JSON with the same words in it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-send-custom-platform-specific-payloads-mobile-devices.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function snsProtocolBodies(notice: Notice): ProtocolBodies {
  const text = clipBytes(readableNotice(notice, 48 * 1024), 48 * 1024);
  return fit(
    (room, truncated) => {
      const event = JSON.stringify(alertEvent(notice, room, truncated));
      return {
        default: clipBytes(text, 16 * 1024),
        email: text,
        sms: smsText(notice),
        sqs: event,
        lambda: event,
        http: event,
        https: event,
      };
    },
    // A string of JSON in JSON is longer than it is: its quotation marks are escaped once more.
    jsonBytes,
    MOST_BYTES,
  );
}

/** One line of ASCII, which any telephone shows, in one part. */
export function smsText({ headline, severity }: Notice): string {
  const ascii = `KMS Guardian, ${severity}: ${headline}`.replace(/[^\x20-\x7e]/gu, '?');
  return ascii.length <= SMS_CHARACTERS ? ascii : `${ascii.slice(0, SMS_CHARACTERS - 3)}...`;
}
