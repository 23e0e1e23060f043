import { describe, expect, test } from '@jest/globals';
import { daysDue } from '../../shared/tell/digest.ts';
import { decisionOf, startStage, summariesIn } from './stage.ts';

const day = 24 * 3_600_000;
const digestOnly = { routes: [{ severities: ['critical' as const], to: [] }] };

describe('The days whose digests are due', () => {
  const at = Date.parse('2026-11-24T06:00:00Z');

  test('are those since the last, up to yesterday', () => {
    expect(daysDue(at, '2026-11-22')).toEqual(['2026-11-23']);
    expect(daysDue(at, '2026-11-20')).toEqual(['2026-11-21', '2026-11-22', '2026-11-23']);
  });

  test('are none where the last was yesterday', () => {
    expect(daysDue(at, '2026-11-23')).toEqual([]);
  });

  test('are as many as the ledger keeps where there was none', () => {
    const days = daysDue(at, undefined);
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-10', '2026-11-23', 14]);
  });
});

describe('The digest', () => {
  test('tells every channel, once, of the alerts whose route leads to it alone', async () => {
    const stage = startStage(digestOnly);
    await stage.put(decisionOf(1), decisionOf(2, { outcome: 'failed' }));
    await stage.run();
    expect([stage.slack.sent, stage.sns.sent]).toEqual([[], []]);
    stage.pass(day);
    stage.order('digest');
    await stage.run();
    stage.pass(1_000);
    stage.order('digest');
    await stage.run();
    for (const { sent } of [stage.slack, stage.sns]) {
      expect(summariesIn(sent)).toMatchObject([
        {
          kind: 'digest',
          headline:
            'Digest of 2026-11-24: 2 alerts that were not told by themselves: 1 NOT put right, 1 put right',
          severity: 'critical',
          count: 2,
          account: '111122223333',
          region: 'eu-west-1',
          worst: [{ changeId: 'change-2' }, { changeId: 'change-1' }],
          outcomes: { failed: 1, remediated: 1 },
        },
      ]);
    }
    expect(summariesIn(stage.sns.sent)[0]?.more).toBe(
      'They were put aside: 2 by a route that leads to the digest alone. All of them are in the ledger\'s table, under pk = "THING#digest of 2026-11-24".',
    );
  });

  test('is none of a day that brought nothing', async () => {
    const stage = startStage();
    await stage.put(decisionOf(1));
    stage.pass(day);
    stage.order('digest');
    await stage.run();
    expect(summariesIn(stage.sns.sent)).toEqual([]);
  });

  test('that was not ordered, or that nobody could be told, is made good by the next', async () => {
    const stage = startStage(digestOnly);
    await stage.put(decisionOf(1));
    await stage.run();
    stage.pass(day);
    for (const { state } of [stage.slack, stage.sns]) state.down = new Error('gone');
    stage.order('digest');
    await stage.run();
    expect(stage.dead.size).toBe(1);
    for (const { state } of [stage.slack, stage.sns]) state.down = undefined;
    stage.pass(2 * day);
    stage.order('digest');
    await stage.run();
    expect(summariesIn(stage.sns.sent).map(({ headline }) => headline)).toEqual([
      'Digest of 2026-11-24: one alert that was not told by itself: 1 put right',
    ]);
  });

  test('of the next day has what came out of the dead-letter queue after the digest of its own', async () => {
    const stage = startStage(digestOnly);
    stage.pass(day);
    stage.order('digest');
    await stage.run();
    // As SQS redrives it: with the time at which it was sent first.
    const { ledger } = stage;
    await ledger.record(decisionOf(1));
    const { arn, changeId } = decisionOf(1);
    const sent = JSON.stringify({ arn, changeId });
    stage.pass(-day);
    stage.queue.send(sent, { groupId: 'alerts' });
    stage.pass(day);
    await stage.run();
    stage.pass(day);
    stage.order('digest');
    await stage.run();
    expect(summariesIn(stage.sns.sent)).toMatchObject([
      { headline: expect.stringMatching('^Digest of 2026-11-25: one alert'), count: 1 },
    ]);
  });
});
