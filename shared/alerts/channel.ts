import type { Message } from './message/message.ts';
import type { Summary } from './summary.ts';

/** What a channel is given to tell: one change, or many at once. */
export type Notice = Message | Summary;

/** Where a message stands in its channel: Slack's `channel` and `ts`. A later one of the same incident goes beneath it. */
export type Posted = Readonly<Record<string, string>>;

/** A way to tell people. */
export interface Channel {
  readonly name: string;
  /**
   * Resolves once the notice has been accepted, with where it stands if the channel can come back to it; rejects
   * otherwise.
   *
   * @param earlier the first message of the same incident, or of the same summary, which is then brought up to date
   */
  send(notice: Notice, signal: AbortSignal, earlier?: Posted): Promise<Posted | undefined>;
}
