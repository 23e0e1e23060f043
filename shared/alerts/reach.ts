import type { ChannelName } from '../standard/standard.ts';
import type { Channel, Notice, Posted } from './channel.ts';
import { plainText } from './plain-text.ts';
import { SlackPace } from './slack/pace.ts';
import { type Told, tell } from './tell.ts';

/** The channels that there are. */
export type Channels = {
  /** Those that are told what no route sends elsewhere. */
  readonly usual: readonly Channel[];
  /** The channel of this name; undefined where it is not set up. */
  readonly named: (name: ChannelName) => Channel | undefined;
};

/** How channels are reached. */
export type Reach = {
  /** The names of the channels that are told what no route sends elsewhere. */
  readonly usual: readonly string[];
  /**
   * Tells the channels of a route, and in place of one that cannot be reached another, with a line that says so.
   *
   * @param to undefined for every usual channel
   * @throws {NobodyTold} where none of all channels took it
   */
  tell(
    notice: Notice,
    to: readonly ChannelName[] | undefined,
    earlier: Readonly<Record<string, Posted>>,
  ): Promise<readonly Told[]>;
  /** Tells those of these channels that machines read, and no other in their place: people are told in another way. */
  tellMachines(
    notice: Notice,
    to: readonly ChannelName[] | undefined,
    earlier: Readonly<Record<string, Posted>>,
  ): Promise<readonly Told[]>;
  /** Resolves when the next function may send: see `SlackPace`. */
  rest(): Promise<void>;
};

/** No channel took a notice. What it tells of stands in the ledger; it comes again, in the end to the dead-letter queue. */
export class NobodyTold extends Error {
  readonly code = 'NOBODY_TOLD';
  constructor(headline: string, told: readonly Told[]) {
    const why = told.map(({ channel, error }) => `${channel} (${error})`).join('; ');
    super(
      `"${headline}" could be told on no channel: ${why || 'none is set up'}. It will be tried again. Check the channels of the function tell.`,
    );
    this.name = 'NobodyTold';
  }
}

/** Whoever fails is tried this often, and then once only until some time has passed. */
const tries = 3;
const downMs = 60_000;

/** The least likely to fail last: it carries what is to be said of the others. */
const byDependability = ['slack', 'ocsf', 'security-hub', 'eventbridge', 'amazon-q', 'sns'];

/** They get each alert by itself, however many there are: what reads them counts for itself. */
export const isForMachines = (channel: string): boolean =>
  ['eventbridge', 'security-hub', 'ocsf'].includes(channel);

/** Those that people look at first, for what another could not tell. */
const byReaders = ['slack', 'sns', 'amazon-q', 'eventbridge', 'security-hub', 'ocsf'];

export function createReach(options: {
  readonly channels: Channels;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
  /** Between two messages to Slack. */
  readonly slackPaceMs: number;
}): Reach {
  const { channels, now, pause, slackPaceMs } = options;
  const pace = new SlackPace(slackPaceMs, now, pause);
  const downUntil = new Map<string, number>();
  const isDown = ({ name }: Channel) => (downUntil.get(name) ?? 0) > now();

  const send = async (
    to: readonly Channel[],
    notice: Notice,
    earlier: Readonly<Record<string, Posted>>,
    most = tries,
  ) => {
    const told = await tell(to, notice, {
      earlier,
      pause,
      tries: (channel) => (isDown(channel) ? 1 : most),
      turn: async (channel, earlier) => {
        if (isSlack(channel)) await pace.turn(earlier !== undefined);
      },
    });
    for (const { channel, ok } of told)
      if (ok) downUntil.delete(channel);
      else downUntil.set(channel, now() + downMs);
    return told;
  };

  return {
    usual: channels.usual.map(({ name }) => name),
    rest: () => pace.rest(),
    tellMachines(notice, to, earlier) {
      const wanted = to === undefined ? channels.usual : channelsIn(to, channels);
      return send(
        wanted.filter(({ name }) => isForMachines(name)),
        notice,
        earlier,
      );
    },
    async tell(notice, to, earlier) {
      const names = to ?? channels.usual.map(({ name }) => name as ChannelName);
      const wanted = channelsIn(names, channels).sort(
        (a, b) => Number(isDown(b)) - Number(isDown(a)) || order(byDependability, a, b),
      );
      const carrier = wanted.at(-1);
      const all: Told[] = names.filter((name) => channels.named(name) === undefined).map(notSetUp);
      all.push(...(await send(wanted.slice(0, -1), notice, earlier)));
      if (carrier !== undefined) all.push(...(await send([carrier], withUnreached(notice, all), earlier)));
      if (all.length > 0 && all.at(-1)?.ok) return all;

      const others = channels.usual.filter(({ name }) => !wanted.some((each) => each.name === name));
      const again = wanted.filter(({ name }) => all.some(({ channel, ok }) => ok && channel === name));
      for (const channel of [...sorted(byReaders, others), ...sorted(byReaders, again)]) {
        // Once each: the function has a minute for all of them.
        const [told] = await send([channel], withUnreached(notice, all), earlier, 1);
        if (told?.ok) return [...all, told];
        if (told) all.push(told);
      }
      if (!all.some(({ ok }) => ok)) throw new NobodyTold(notice.headline, all);
      return all;
    },
  };
}

function channelsIn(names: readonly ChannelName[], { named }: Channels): Channel[] {
  return [...new Set(names)].flatMap((name) => named(name) ?? []);
}

const isSlack = ({ name }: Channel) => kindOf(name) === 'slack';
const kindOf = (name: string) => name.split(':')[0] ?? name;

const order = (kinds: readonly string[], a: Channel, b: Channel) =>
  kinds.indexOf(kindOf(a.name)) - kinds.indexOf(kindOf(b.name));

const sorted = (kinds: readonly string[], those: readonly Channel[]) =>
  [...those].sort((a, b) => order(kinds, a, b));

const notSetUp = (channel: string): Told => ({ channel, ok: false, error: 'it is not set up' });

/** The notice with a line for each channel that it should have been told on. */
function withUnreached(notice: Notice, told: readonly Told[]): Notice {
  const lines = told
    .filter(({ ok }) => !ok)
    .map(({ channel, error = '' }) =>
      plainText(`Pass this on: the channel ${channel} could not be reached (${error}).`),
    );
  if (lines.length === 0) return notice;
  return notice.kind === 'change'
    ? { ...notice, now: [...lines, ...notice.now] }
    : { ...notice, more: [...lines, notice.more].join(' ') };
}
