import type { Message } from './message.ts';

/** A way to tell people. `send` resolves once the message has been accepted, and rejects otherwise. */
export interface Channel {
  readonly name: string;
  send(message: Message, signal: AbortSignal): Promise<void>;
}
