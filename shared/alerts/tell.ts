import type { Channel } from './channel.ts';
import type { Message } from './message.ts';

/** How one channel fared. */
export type Told = { readonly channel: string; readonly ok: boolean; readonly error?: string };

/** A channel did not answer in time. */
export class ChannelTimeout extends Error {
  readonly code = 'CHANNEL_TIMEOUT';
  constructor(channel: string, timeoutMs: number) {
    super(`The channel ${channel} did not accept the message within ${timeoutMs} ms.`);
    this.name = 'ChannelTimeout';
  }
}

/**
 * Tells every channel at once. Never rejects: a channel that fails or hangs takes none of the others
 * along. Whether one that was told is enough is the caller's to say.
 */
export function tell(
  channels: readonly Channel[],
  message: Message,
  timeoutMs = 5_000,
): Promise<readonly Told[]> {
  return Promise.all(
    channels.map(async (channel) => {
      try {
        await sendWithin(channel, message, timeoutMs);
        return { channel: channel.name, ok: true };
      } catch (error) {
        const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { channel: channel.name, ok: false, error: why };
      }
    }),
  );
}

async function sendWithin(channel: Channel, message: Message, timeoutMs: number): Promise<void> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ChannelTimeout(channel.name, timeoutMs));
      abort.abort();
    }, timeoutMs);
  });
  try {
    await Promise.race([channel.send(message, abort.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
