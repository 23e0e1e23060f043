import { describe, expect, test } from '@jest/globals';
import type { Channel, Posted } from '../../shared/alerts/channel.ts';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import { createReach } from '../../shared/alerts/reach.ts';
import { SlackError } from '../../shared/alerts/slack/slack.ts';
import type { ChannelName } from '../../shared/standard/standard.ts';
import { exampleDecision } from './example-decision.ts';

const message = composeMessage(exampleDecision());

/** Channels that answer as told, in virtual time, and what reaches them. */
function startReach(send: (name: string, tried: number, earlier?: Posted) => Promise<Posted | undefined>) {
  let now = 0;
  const sent: { readonly name: string; readonly at: number; readonly earlier?: Posted }[] = [];
  const channelOf = (name: string): Channel => ({
    name,
    send(_, __, earlier) {
      sent.push({ name, at: now, ...(earlier === undefined ? {} : { earlier }) });
      return send(name, sent.filter((each) => each.name === name).length, earlier);
    },
  });
  const usual = ['sns', 'slack'].map(channelOf);
  const others = ['slack:C0ONE', 'slack:C0TWO'].map(channelOf);
  const reach = createReach({
    channels: { usual, named: (name) => [...usual, ...others].find((each) => each.name === name) },
    now: () => now,
    pause: async (ms) => {
      // What was let go first is sent first.
      await new Promise((resolve) => setImmediate(resolve));
      now += ms;
    },
    slackPaceMs: 1_000,
  });
  const tell = (to?: readonly ChannelName[], earlier: Readonly<Record<string, Posted>> = {}) =>
    reach.tell(message, to, earlier);
  return { reach, tell, sent, now: () => now };
}

const takes = async () => undefined;

describe('Slack is sent at most one message a second', () => {
  test('over all its conversations', async () => {
    const { tell, sent } = startReach(takes);
    await tell(['slack', 'slack:C0ONE', 'slack:C0TWO']);
    await tell(['slack:C0ONE']);
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
  });

  test('tries of one that failed among them', async () => {
    const { tell, sent } = startReach(async (name, tried) => {
      if (name === 'slack' && tried < 3) throw new Error('no');
      return undefined;
    });
    await tell(['slack']);
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000, 3_000]);
  });

  test('by whichever instance of the function: the turn is held until the second is over', async () => {
    const { tell, reach, now } = startReach(takes);
    await tell(['slack']);
    expect(now()).toBe(0);
    await reach.rest();
    expect(now()).toBe(1_000);
  });

  test('and a little slower where an earlier message is brought up to date with it', async () => {
    const { tell, sent } = startReach(takes);
    await tell(['slack'], { slack: { ts: '1' } });
    await tell(['slack']);
    expect(sent.map(({ at }) => at)).toEqual([0, 1_250]);
  });
});

describe('A channel that fails', () => {
  const later = (retryAfterSeconds: number) => new SlackError('SLACK_LATER', 'later', { retryAfterSeconds });

  test('is tried again when it asks to be', async () => {
    const { tell, sent } = startReach(async (_, tried) => {
      if (tried === 1) throw later(7);
      return undefined;
    });
    await tell(['slack']);
    expect(sent.map(({ name, at }) => [name, at])).toEqual([
      ['slack', 0],
      ['slack', 7_000],
    ]);
  });

  test('is not waited for where it asks for too long: another is told', async () => {
    const { tell, sent } = startReach(async (name) => {
      if (name === 'slack') throw later(60);
      return undefined;
    });
    expect(await tell(['slack'])).toMatchObject([
      { channel: 'slack', ok: false, error: 'SlackError: later' },
      { channel: 'sns', ok: true },
    ]);
    expect(sent.map(({ name }) => name)).toEqual(['slack', 'sns']);
  });

  test('is tried without the message that it would come beneath, where it refuses', async () => {
    const { tell, sent } = startReach(async (_, __, earlier) => {
      if (earlier) throw new SlackError('SLACK_REFUSED', 'no such thread');
      return { ts: '2' };
    });
    expect(await tell(['slack'], { slack: { ts: '1' } })).toEqual([
      { channel: 'slack', ok: true, posted: { ts: '2' } },
    ]);
    expect(sent.map(({ earlier }) => earlier)).toEqual([{ ts: '1' }, undefined]);
  });

  test('together with every other is an error that says how each failed', async () => {
    const { tell } = startReach(async (name) => {
      throw new TypeError(`${name} is broken`);
    });
    await expect(tell()).rejects.toMatchObject({
      code: 'NOBODY_TOLD',
      message: expect.stringMatching(
        /slack \(TypeError: slack is broken\); sns \(TypeError: sns is broken\)/,
      ),
    });
  });

  test('has the news that it failed told again by one that knew the alert already, where no other is left', async () => {
    const { tell, sent } = startReach(async (name) => {
      if (name === 'sns') throw new Error('no');
      return undefined;
    });
    expect(await tell()).toMatchObject([
      { channel: 'slack', ok: true },
      { channel: 'sns', ok: false },
      { channel: 'slack', ok: true },
    ]);
    // The next time it is known, and said at once.
    sent.length = 0;
    await tell();
    expect(sent.map(({ name }) => name)).toEqual(['sns', 'slack']);
  });
});
