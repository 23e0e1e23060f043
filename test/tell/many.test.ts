import { expect, test } from '@jest/globals';
import type { Decision } from '../../shared/ledger/decision.ts';
import { changesIn, decisionOf, type Sent, start, startStage, summariesIn } from './stage.ts';

const many = 5_000;

/** So many decisions on changes that were made within a minute. */
const withinAMinute = (of: (n: number, at: number) => Decision) =>
  Array.from({ length: many }, (_, n) => of(n, start + Math.floor((n * 60_000) / many)));

/** The shortest time between two messages, in milliseconds. */
const shortestGap = (sent: readonly Sent[]) =>
  Math.min(...sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0)));

test('of 5000 keys that one role schedules for deletion within a minute, none is lost, and Slack gets a handful', async () => {
  const stage = startStage();
  const decisions = withinAMinute((n, at) =>
    decisionOf(n, {
      operation: 'ScheduleKeyDeletion',
      at,
      ...(n % 1_000 === 500 ? { outcome: 'failed' } : {}),
    }),
  );
  await stage.put(...decisions);
  stage.pass(60_000);
  await stage.run();
  stage.pass(6 * 60_000);
  stage.order('flush');
  await stage.run();

  // Nine by themselves; with the tenth they are a mass event, which takes one place and is brought up to date there. The
  // few that somebody must deal with have their own buttons, all the same.
  const alone = decisions.filter(({ outcome }, n) => n < 9 || outcome === 'failed');
  const toldAlone = alone.map(({ changeId }) => changeId);
  expect(changesIn(stage.slack.sent)).toEqual(toldAlone);
  expect(changesIn(stage.sns.sent)).toEqual(toldAlone);
  const [first, ...updates] = stage.slack.sent.filter(({ notice }) => notice.kind === 'mass');
  expect(first?.notice).toMatchObject({ kind: 'mass', count: 10, worst: { length: 10 } });
  expect(first?.earlier).toBeUndefined();
  for (const update of updates) expect(update.earlier).toEqual({ ts: '10' });
  const whole = {
    count: many,
    severity: 'critical',
    account: '111122223333',
    region: 'eu-west-1',
    outcomes: { remediated: many - 5, failed: 5 },
    since: '2026-11-24T10:00:00.000Z',
    until: '2026-11-24T10:00:59.988Z',
    headline: `Mass event, over: role/Admin did ScheduleKeyDeletion ${many} times: 5 NOT put right, ${many - 5} put right`,
  };
  expect(updates.at(-1)?.notice).toMatchObject(whole);
  expect(summariesIn(stage.sns.sent).at(-1)).toMatchObject(whole);
  // Each told no sooner than the count had doubled, or a first failure had come.
  expect(summariesIn(stage.sns.sent).length).toBeLessThan(13);
  expect(shortestGap(stage.slack.sent)).toBeGreaterThanOrEqual(1_000);
  expect([stage.errors, stage.dead.size]).toEqual([[], 0]);

  stage.pass(24 * 60 * 60_000);
  stage.order('digest');
  await stage.run();
  for (const { sent } of [stage.slack, stage.sns]) {
    const digest = summariesIn(sent).at(-1);
    const folded = decisions.filter((decision) => !alone.includes(decision));
    expect(digest).toMatchObject({
      kind: 'digest',
      count: folded.length,
      outcomes: { remediated: folded.length },
    });
    const listed = new Set(digest?.all?.map(({ changeId }) => changeId));
    expect(listed).toEqual(new Set(folded.map(({ changeId }) => changeId)));
  }
}, 60_000);

test('of 5000 alerts of 5000 people within a minute none is lost, nor told late: what cannot be told one by one is told as one', async () => {
  const stage = startStage();
  const failing = [1_000, 4_999];
  const decisions = withinAMinute((n, at) =>
    decisionOf(n, { by: `role/Admin${n}`, at, ...(failing.includes(n) ? { outcome: 'failed' } : {}) }),
  );
  await stage.put(...decisions);
  stage.pass(60_000);
  const began = stage.now();
  await stage.run();
  expect(shortestGap(stage.slack.sent)).toBeGreaterThanOrEqual(1_000);
  expect(stage.now() - began).toBeLessThan(5 * 60_000);
  expect([stage.errors, stage.dead.size]).toEqual([[], 0]);
  const alone = changesIn(stage.slack.sent);
  expect(changesIn(stage.sns.sent)).toEqual(alone);
  // What somebody must deal with is told by itself, however many come.
  expect(alone.slice(-2)).toEqual(['change-1000', 'change-4999']);

  stage.pass(24 * 60 * 60_000);
  stage.order('flush');
  stage.order('digest');
  await stage.run();
  const [mass, digest] = summariesIn(stage.sns.sent).slice(-2);
  const folded = decisions.length - alone.length;
  expect(digest).toMatchObject({ kind: 'digest', count: folded, outcomes: { remediated: folded } });
  expect(mass).toMatchObject({
    kind: 'mass',
    headline: expect.stringMatching(/^Mass event, over: \d+ alerts, more than can be told one by one: /),
  });
  const told = [...alone, ...(digest?.all ?? []).map(({ changeId }) => changeId)];
  expect(new Set(told)).toEqual(new Set(decisions.map(({ changeId }) => changeId)));
  expect(told).toHaveLength(many);
}, 60_000);

test('the first of a mass event that could not be put right is told of at once, on every channel', async () => {
  const stage = startStage();
  const decisions = Array.from({ length: 10 }, (_, n) => decisionOf(n));
  await stage.put(...decisions);
  await stage.run();
  const news = () => [stage.slack.sent.length, stage.sns.sent.length];
  const [slack = 0, sns = 0] = news();
  await stage.put(decisionOf(10, { outcome: 'failed' }));
  await stage.run();
  // In the summary, and by itself with what to do.
  expect(news()).toEqual([slack + 2, sns + 2]);
  expect(summariesIn(stage.sns.sent).at(-1)?.headline).toContain('1 NOT put right');
  expect(changesIn(stage.sns.sent).at(-1)).toBe('change-10');
});

test('of many in a mass event that wait for somebody, the first few are told by themselves', async () => {
  const stage = startStage();
  await stage.put(...Array.from({ length: 40 }, (_, n) => decisionOf(n, { outcome: 'failed' })));
  await stage.run();
  expect(changesIn(stage.slack.sent)).toHaveLength(10);
  expect(summariesIn(stage.sns.sent).at(-1)?.outcomes.failed).toBeGreaterThan(10);
});
