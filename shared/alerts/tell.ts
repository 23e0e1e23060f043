import type { Channel, Notice, Posted } from './channel.ts';

/** How one channel fared. */
export type Told = {
  readonly channel: string;
  readonly ok: boolean;
  readonly error?: string;
  /** Where the notice stands, if the channel can come back to it. */
  readonly posted?: Posted;
};

/** A channel did not answer in time. */
export class ChannelTimeout extends Error {
  readonly code = 'CHANNEL_TIMEOUT';
  constructor(channel: string, timeoutMs: number) {
    super(`The channel ${channel} did not accept the message within ${timeoutMs} ms.`);
    this.name = 'ChannelTimeout';
  }
}

export type TellOptions = {
  /** How long a channel may take each time. */
  readonly timeoutMs?: number;
  /** The first message of the same incident or summary, by channel. */
  readonly earlier?: Readonly<Record<string, Posted>>;
  /** How often a channel is tried. */
  readonly tries?: (channel: Channel) => number;
  readonly pause?: (ms: number) => Promise<void>;
  /** Resolves when it is the channel's turn to be sent something. */
  readonly turn?: (channel: Channel, earlier: Posted | undefined) => Promise<void>;
};

/**
 * Tells every channel at once, a channel that fails again after growing pauses. Never rejects: a channel that fails or
 * hangs takes none of the others along. Whether one that was told is enough is the caller's to say.
 */
export function tell(
  channels: readonly Channel[],
  notice: Notice,
  options: TellOptions = {},
): Promise<readonly Told[]> {
  return Promise.all(channels.map((channel) => tellOne(channel, notice, options)));
}

async function tellOne(channel: Channel, notice: Notice, options: TellOptions): Promise<Told> {
  const { timeoutMs = 4_000, tries = () => 1, pause = async () => {}, turn = async () => {} } = options;
  let earlier = options.earlier?.[channel.name];
  for (let left = tries(channel) - 1, tried = 1; ; left--, tried++) {
    await turn(channel, earlier);
    try {
      const posted = await sendWithin(channel, notice, timeoutMs, earlier);
      return { channel: channel.name, ok: true, ...(posted === undefined ? {} : { posted }) };
    } catch (error) {
      const wait = pauseAfter(error, tried);
      if (left <= 0 || wait === undefined) return { channel: channel.name, ok: false, error: whyOf(error) };
      // The message that it would come beneath may have been deleted.
      if (isRefusal(error)) earlier = undefined;
      await pause(wait);
    }
  }
}

/** For longer than this, in milliseconds, the other channels do not wait. */
const patienceMs = 10_000;

/** In milliseconds: as long as the channel asks for; undefined where that is too long. */
function pauseAfter(error: unknown, tried: number): number | undefined {
  const asked =
    error instanceof Error && 'retryAfterSeconds' in error ? Number(error.retryAfterSeconds) * 1000 : 0;
  const wait = Math.max(Number.isFinite(asked) ? asked : 0, 500 * 4 ** (tried - 1));
  return wait > patienceMs ? undefined : wait;
}

const isRefusal = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'SLACK_REFUSED';

const whyOf = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

async function sendWithin(
  channel: Channel,
  notice: Notice,
  timeoutMs: number,
  earlier: Posted | undefined,
): Promise<Posted | undefined> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ChannelTimeout(channel.name, timeoutMs));
      abort.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([channel.send(notice, abort.signal, earlier), late]);
  } finally {
    clearTimeout(timer);
  }
}
