import { describe, expect, test } from '@jest/globals';
import { causeOf } from '../../shared/alerts/cause.ts';
import type { Decision } from '../../shared/ledger/decision.ts';
import { changesIn, decisionOf, type Stage, start, startStage, summariesIn } from './stage.ts';

const hour = 3_600_000;

/** What people are told to do now, in the last message. */
const lastLines = ({ sns }: Stage) => {
  const notice = sns.sent.at(-1)?.notice;
  return notice?.kind === 'change' ? notice.now : [notice?.more ?? ''];
};

describe('An alert', () => {
  test('is told on every channel, and how each fared is reported', async () => {
    const stage = startStage();
    await stage.put(decisionOf(1));
    await stage.run();
    expect([changesIn(stage.slack.sent), changesIn(stage.sns.sent)]).toEqual([['change-1'], ['change-1']]);
    expect(stage.happenings).toMatchObject([
      { type: 'alert', changeId: 'change-1', channel: 'slack', ok: true },
      { type: 'alert', changeId: 'change-1', channel: 'sns', ok: true },
    ]);
  });

  test('that comes again is not told again, however late', async () => {
    const stage = startStage();
    await stage.put(decisionOf(1));
    await stage.run();
    // Within five minutes the queue knows it; the ledger knows it after that, and after the incident has ended.
    for (const ms of [1_000, 6 * 60_000, 30 * hour]) {
      stage.pass(ms);
      await stage.put(decisionOf(1));
      await stage.run();
    }
    expect(changesIn(stage.slack.sent)).toEqual(['change-1']);
  });

  test('is told twice, not lost, where the function dies between sending and recording', async () => {
    const stage = startStage();
    const { ledger } = stage;
    const keep = ledger.keepIncident.bind(ledger);
    ledger.keepIncident = async () => {
      ledger.keepIncident = keep;
      throw new Error('the function died');
    };
    await stage.put(decisionOf(1), decisionOf(2));
    await stage.run();
    expect(changesIn(stage.sns.sent)).toEqual(['change-1', 'change-1', 'change-2']);
    expect(stage.dead.size).toBe(0);
  });

  test('of a decision that the ledger has not is told as such, and holds up nothing behind it', async () => {
    const stage = startStage();
    stage.queue.send(JSON.stringify({ arn: 'arn:x', changeId: 'gone' }), { groupId: 'alerts' });
    await stage.put(decisionOf(1));
    await stage.run();
    expect(stage.now() - start).toBeLessThan(5_000);
    const [told] = summariesIn(stage.sns.sent);
    expect(told).toMatchObject({
      severity: 'critical',
      headline: expect.stringContaining('change gone of arn:x'),
    });
    expect([stage.errors, stage.dead.bodies]).toEqual([[], []]);
    expect(changesIn(stage.sns.sent)).toEqual(['change-1']);
  });

  test.each(['no JSON', '[]', '{"kind":"other"}', '{"kind":"flush","at":"later"}', '{"arn":"a"}'])(
    'is nothing that says %s, which people are told of, whole',
    async (body) => {
      const stage = startStage();
      stage.queue.send(body, { groupId: 'alerts' });
      await stage.run();
      const [told] = summariesIn(stage.slack.sent);
      expect(told?.headline).toContain('is no order to tell');
      expect(told?.more).toContain(body);
      expect([stage.errors, stage.dead.bodies]).toEqual([[], []]);
    },
  );
});

describe('A channel that is down', () => {
  const down = Object.assign(new Error('no answer'), { name: 'SlackError' });

  test('is tried three times, and the other is told what it could not tell, in the same message', async () => {
    const stage = startStage();
    stage.slack.state.down = down;
    await stage.put(decisionOf(1));
    await stage.run();
    expect(stage.slack.state.tried).toBe(3);
    expect(changesIn(stage.sns.sent)).toEqual(['change-1']);
    expect(lastLines(stage)[0]).toBe(
      'Pass this on: the channel slack could not be reached (SlackError: no answer).',
    );
    expect(stage.happenings).toMatchObject([
      { channel: 'slack', ok: false, error: 'SlackError: no answer' },
      { channel: 'sns', ok: true },
    ]);
  });

  test('is tried once for each alert while it stays down, and told again when it is back', async () => {
    const stage = startStage();
    stage.slack.state.down = down;
    await stage.put(decisionOf(1), decisionOf(2), decisionOf(3));
    await stage.run();
    expect(stage.slack.state.tried).toBe(5);
    expect(changesIn(stage.sns.sent)).toEqual(['change-1', 'change-2', 'change-3']);
    stage.slack.state.down = undefined;
    await stage.put(decisionOf(4));
    await stage.run();
    expect(changesIn(stage.slack.sent)).toEqual(['change-4']);
    expect(lastLines(stage)[0]).not.toContain('Pass this on');
  });

  test('has what a route sends to it alone told through another', async () => {
    const stage = startStage({ routes: [{ to: ['slack'] }] });
    stage.slack.state.down = down;
    await stage.put(decisionOf(1));
    await stage.run();
    expect(changesIn(stage.sns.sent)).toEqual(['change-1']);
    expect(lastLines(stage)[0]).toContain('slack could not be reached');
  });

  test('is also one that a route names and nobody has set up', async () => {
    const stage = startStage({ routes: [{ to: ['security-hub'] }] });
    await stage.put(decisionOf(1));
    await stage.run();
    expect(changesIn(stage.slack.sent)).toEqual(['change-1']);
    expect(changesIn(stage.sns.sent)).toEqual([]);
    const [sent] = stage.slack.sent;
    expect(sent?.notice).toMatchObject({
      now: expect.arrayContaining([
        'Pass this on: the channel security-hub could not be reached (it is not set up).',
      ]),
    });
  });

  test('together with all others sends the alert back, and in the end to the dead-letter queue; the next is told', async () => {
    const stage = startStage();
    stage.slack.state.down = down;
    stage.sns.state.down = new Error('gone');
    await stage.put(decisionOf(1));
    await stage.run();
    expect(stage.errors).toHaveLength(5);
    expect(stage.errors[0]).toMatchObject({ code: 'NOBODY_TOLD' });
    expect(stage.dead.size).toBe(1);
    stage.sns.state.down = undefined;
    await stage.put(decisionOf(2));
    await stage.run();
    expect(changesIn(stage.sns.sent)).toEqual(['change-2']);
  });

  test('for a moment, together with all others, keeps nothing from being told, once and in order', async () => {
    const stage = startStage();
    for (const { state } of [stage.slack, stage.sns]) Object.assign(state, { down, times: 3 });
    await stage.put(decisionOf(1), decisionOf(2));
    await stage.run();
    expect(stage.errors).toHaveLength(1);
    expect(changesIn(stage.sns.sent)).toEqual(['change-1', 'change-2']);
    expect(changesIn(stage.slack.sent)).toEqual(['change-1', 'change-2']);
    expect(stage.dead.size).toBe(0);
  });

  test('while a mass event goes on does not have the other told of each alert', async () => {
    const stage = startStage();
    stage.slack.state.down = down;
    await stage.put(...Array.from({ length: 100 }, (_, n) => decisionOf(n)));
    await stage.run();
    expect(summariesIn(stage.sns.sent).map(({ count }) => count)).toEqual([10, 20, 40, 80]);
  });
});

describe('An incident', () => {
  const again = (n: number, more: Partial<Decision> = {}) => ({
    ...decisionOf(1),
    ...more,
    changeId: `again-${n}`,
  });

  test('is one thing and cause: what follows goes beneath its first message, and another cause does not', async () => {
    const stage = startStage();
    const other = { ...again(2), findings: [] };
    await stage.put(decisionOf(1), again(1), other);
    await stage.run();
    expect(stage.slack.sent.map(({ earlier }) => earlier)).toEqual([undefined, { ts: '1' }, undefined]);
    const { arn } = other;
    expect(await stage.ledger.incident(arn, causeOf(decisionOf(1)))).toMatchObject({
      count: 2,
      told: ['change-1', 'again-1'],
      posted: { slack: { ts: '1' } },
    });
  });

  test('is a new one where there was no news for as long as the standard says', async () => {
    const stage = startStage({ incidentHours: 2 });
    await stage.put(decisionOf(1));
    await stage.run();
    for (const hours of [1.9, 1.9, 2.1]) {
      stage.pass(hours * hour);
      await stage.put(again(stage.slack.sent.length));
      await stage.run();
    }
    expect(stage.slack.sent.map(({ earlier }) => earlier?.ts)).toEqual([undefined, '1', '1', undefined]);
  });

  test('that is snoozed is told in the digest alone, until the snooze is over', async () => {
    const stage = startStage();
    await stage.put(decisionOf(1));
    await stage.run();
    const until = new Date(stage.now() + 4 * hour).toISOString();
    const snooze = { by: 'U0ALICE', at: new Date(stage.now()).toISOString(), until };
    await stage.ledger.snooze(decisionOf(1).arn, causeOf(decisionOf(1)), snooze);
    await stage.put(again(1));
    await stage.run();
    expect(changesIn(stage.slack.sent)).toEqual(['change-1']);
    stage.pass(4 * hour);
    await stage.put(again(2));
    await stage.run();
    expect(changesIn(stage.slack.sent)).toEqual(['change-1', 'again-2']);

    stage.pass(24 * hour);
    stage.order('digest');
    await stage.run();
    const [digest] = summariesIn(stage.sns.sent);
    expect(digest).toMatchObject({ kind: 'digest', count: 1, worst: [{ changeId: 'again-1' }] });
    expect(digest?.more).toContain('1 of snoozed incidents');
  });

  test('that is snoozed is told all the same where something could not be put right', async () => {
    const stage = startStage();
    await stage.put(decisionOf(1));
    await stage.run();
    const until = new Date(stage.now() + 4 * hour).toISOString();
    const snooze = { by: 'U0ALICE', at: new Date(stage.now()).toISOString(), until };
    await stage.ledger.snooze(decisionOf(1).arn, causeOf(decisionOf(1)), snooze);
    await stage.put(again(1, { outcome: 'failed' }), again(2, { outcome: 'held' }));
    await stage.run();
    expect(changesIn(stage.slack.sent)).toEqual(['change-1', 'again-1', 'again-2']);
  });
});

describe('What machines read', () => {
  const many = Array.from({ length: 30 }, (_, n) => decisionOf(n));

  test('gets each alert of a mass event by itself, which people are told as one', async () => {
    const stage = startStage({}, { machines: true });
    await stage.put(...many);
    await stage.run();
    expect(new Set(changesIn(stage.eventbridge.sent))).toEqual(new Set(many.map(({ changeId }) => changeId)));
    expect(changesIn(stage.sns.sent)).toHaveLength(9);
  });

  test('does not have people told one by one while it cannot be reached', async () => {
    const stage = startStage({}, { machines: true });
    stage.eventbridge.state.down = new Error('no such bus');
    await stage.put(...many);
    await stage.run();
    expect(changesIn(stage.sns.sent)).toHaveLength(9);
    expect(stage.happenings).toContainEqual(
      expect.objectContaining({ changeId: 'change-29', channel: 'eventbridge', ok: false }),
    );
  });
});
