import type { Clock } from '../clock.ts';

/**
 * Makes the `ts` of messages, such as `1405894322.002768`: seconds and microseconds, each later than the one before, so
 * that it is a message's ID in its conversation.
 *
 * @see https://docs.slack.dev/messaging/retrieving-messages
 */
export function timestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.round(clock()) * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
