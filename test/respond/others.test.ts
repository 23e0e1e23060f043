import { afterEach, describe, expect, test } from '@jest/globals';
import { causeOf } from '../../shared/alerts/cause.ts';
import { wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

let stage: RespondStage;
afterEach(() => stage.stop());

describe('"Snooze"', () => {
  async function snoozed() {
    stage = await startRespondStage(inMode('alert'));
    const key = await stage.createKey();
    await stage.put(key, wide());
    const decision = await stage.newest();
    const { said } = await stage.press('snooze', decision, 'U0SAM');
    return { key, decision, said };
  }

  test('keeps the incident quiet for a while, by whom', async () => {
    const { decision, said } = await snoozed();
    expect(said).toContain('Snoozed until');
    const incident = await stage.ledger.incident(decision.arn, causeOf(decision));
    const { at = '', until = '' } = incident?.snoozed ?? {};
    expect(incident?.snoozed?.by).toBe('Sam (U0SAM), through Slack');
    expect(Date.parse(until) - Date.parse(at)).toBe(4 * 3_600_000);
    expect(stage.inThreads().at(-1)).toContain('Sam (U0SAM), through Slack, snoozed this until');
  });

  test('has nobody told of the same, while the guardian goes on', async () => {
    const { key } = await snoozed();
    const before = stage.sandbox.slack.posts.length;
    await stage.put(key, wide().replace('"kms:Decrypt","Resource":"*"}]', '"kms:Encrypt","Resource":"*"}]'));
    const again = await stage.newest();
    expect(again.outcome).toBe('alerted');
    expect(stage.sandbox.slack.posts).toHaveLength(before);
  });

  test('twice is once, and says by whom it was done', async () => {
    const { decision } = await snoozed();
    expect((await stage.press('snooze', decision)).said).toContain(
      'That was done before, by Sam (U0SAM), through Slack at',
    );
  });
});

describe('"Close breaker"', () => {
  async function held(breaker: { readonly perThing?: number; readonly perAccount?: number }) {
    stage = await startRespondStage((standard) => {
      const { defaults } = standard;
      return { ...standard, defaults: { ...defaults, breaker: { ...defaults.breaker, ...breaker } } };
    });
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    await stage.put(key, wide());
    const decision = await stage.newest();
    expect(decision.outcome).toBe('held');
    return decision;
  }

  test('of the thing lets the guardian put it right again, and keeps by whom', async () => {
    const decision = await held({ perThing: 1 });
    const { said } = await stage.press('close-breaker', decision);
    expect(said).toContain('Closed: its breaker.');
    const now = Date.now();
    const lease = await stage.ledger.acquireLease(decision.arn, 'test', now, now + 1_000);
    expect(lease?.history.breaker).toBeUndefined();
    expect(lease?.history.closed?.by).toBe('Alice (U0ALICE), through Slack');
    if (lease) await stage.ledger.releaseLease(lease, Date.now());
  });

  test('of the account closes that one', async () => {
    const decision = await held({ perAccount: 1 });
    const { account, region } = decision.change;
    const { said } = await stage.press('close-breaker', decision);
    expect(said).toContain(`Closed: the breaker of account ${account} in ${region}.`);
    expect(await stage.ledger.accountBreaker({ account, region })).toBeUndefined();
    expect((await stage.press('close-breaker', decision)).said).toContain(
      'That was done before, by Alice (U0ALICE) at',
    );
  });

  test('twice is once, and says by whom it was done', async () => {
    const decision = await held({ perThing: 1 });
    await stage.press('close-breaker', decision);
    expect((await stage.press('close-breaker', decision)).said).toContain(
      'That was done before, by Alice (U0ALICE), through Slack at',
    );
  });

  test('closes no other breaker that has opened since', async () => {
    const decision = await held({ perAccount: 1 });
    const { account, region } = decision.change;
    await stage.press('close-breaker', decision);
    const openedAt = new Date(Date.now() + 1).toISOString();
    await stage.ledger.openAccountBreaker({ account, region }, { openedAt, why: 'another' });
    expect((await stage.press('close-breaker', decision)).said).toContain('It has moved on');
    expect(await stage.ledger.accountBreaker({ account, region })).toMatchObject({ why: 'another' });
  });
});

test('what comes of "Revert now" is told, though the incident is snoozed: somebody waits for it', async () => {
  stage = await startRespondStage(inMode('alert'));
  await stage.put(await stage.createKey(), wide());
  const decision = await stage.newest();
  await stage.press('snooze', decision, 'U0SAM');
  await stage.press('revert', decision);
  expect(JSON.stringify(stage.sandbox.slack.posts)).toContain('pressed \\"Revert now\\".');
});
