import { afterEach, describe, expect, test } from '@jest/globals';
import type { Standard } from '../../shared/standard/standard.ts';
import { type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
afterEach(() => stage.stop());

const withAlerts = (alerts: Partial<Standard['alerts']>) => (standard: Standard) => ({
  ...standard,
  alerts: { ...standard.alerts, ...alerts },
});

/** The schedules' message, as EventBridge sends it. */
function order(kind: 'flush' | 'digest', at: number) {
  const body = JSON.stringify({ kind, at: new Date(at).toISOString() });
  stage.sandbox.queues.AlertQueue?.send(body, { groupId: 'alerts' });
  return stage.sandbox.idle();
}

describe('What the guard decided', () => {
  test('reaches people by the queue of alerts: on SNS, and on Slack as the app', async () => {
    stage = await startStage();
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(stage.alerts().map(({ channel, ok }) => [channel, ok])).toEqual([
      ['slack', true],
      ['sns', true],
    ]);
    expect(stage.sandbox.sns.messages).toHaveLength(1);
    expect(stage.sandbox.slack.messages).toMatchObject([{ ts: expect.any(String) }]);
  }, 20_000);

  test('is handed over again, and nothing else is done again, where the queue did not take it', async () => {
    stage = await startStage();
    const key = await stage.createKey();
    // As often as the client tries.
    stage.sandbox.faults.set({ errors: [{ operation: 'SendMessage', code: 'InternalFailure', times: 4 }] });
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(stage.outcomes().filter((outcome) => outcome === 'remediated')).toHaveLength(1);
    expect(stage.steps()).toHaveLength(1);
    expect(stage.sandbox.sns.messages).toHaveLength(1);
    expect(stage.sandbox.queues.PolicyDeadLetterQueue?.size).toBe(0);
  }, 20_000);

  test('goes into the thread of its incident', async () => {
    stage = await startStage();
    const key = await stage.createKey();
    for (let time = 0; time < 2; time++) {
      await stage.put(key, wide());
      await stage.sandbox.idle();
    }
    const [first, second, ...others] = stage.sandbox.slack.messages;
    expect(second).toMatchObject({ thread_ts: first?.ts });
    expect(others).toEqual([]);
  }, 20_000);

  test('is told on SNS, which says so, where Slack cannot be reached', async () => {
    stage = await startStage();
    stage.sandbox.secrets.set('kms-guardian/slack', '{}');
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(stage.sandbox.slack.messages).toEqual([]);
    expect(stage.sandbox.sns.messages[0]?.message).toContain('the channel slack could not be reached');
  }, 20_000);

  test('is told in the digest where the standard says so', async () => {
    stage = await startStage(withAlerts({ routes: [{ to: [] }] }));
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(stage.sandbox.sns.messages).toEqual([]);
    await order('digest', Date.now() + 24 * 3_600_000);
    expect(stage.sandbox.sns.messages).toMatchObject([
      { subject: expect.stringMatching(/Digest of .*: one alert/), message: expect.stringContaining(key) },
    ]);
    expect(stage.sandbox.slack.messages).toHaveLength(1);
  }, 20_000);

  test('to many keys is told as one, in one place that is brought up to date', async () => {
    stage = await startStage(withAlerts({ mass: { count: 3, withinMinutes: 5 } }));
    const keys: string[] = [];
    for (let n = 0; n < 6; n++) keys.push(await stage.createKey());
    for (const key of keys) {
      await stage.put(key, wide());
      await stage.sandbox.idle();
    }
    expect(stage.sandbox.slack.messages).toHaveLength(3);
    await order('flush', Date.now() + 10 * 60_000);
    const { messages } = stage.sandbox.slack;
    expect(messages).toHaveLength(3);
    expect(JSON.stringify(messages.at(-1))).toMatch(
      /Mass event, over: role\/KeyOwner did PutKeyPolicy 6 times: 6 put right/,
    );
    // Two by themselves; of the mass event when it was one, and when it had doubled.
    expect(stage.sandbox.sns.messages).toHaveLength(4);
  }, 30_000);
});
