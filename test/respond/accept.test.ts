import { afterEach, describe, expect, test } from '@jest/globals';
import { approved, wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

let stage: RespondStage;
afterEach(() => stage.stop());

/** It keeps to the standard, and lets users do one thing more. */
const oneMore = () => approved().replace('"kms:Encrypt"', '"kms:Encrypt","kms:ReEncryptFrom"');

async function put(policy: string, ...mode: Parameters<typeof inMode>) {
  stage = await startRespondStage(inMode(...mode));
  const key = await stage.createKey();
  await stage.put(key, policy);
  return { key, decision: await stage.newest() };
}

const askedFor = () => put(oneMore(), 'remediate', { wider: 'ask' });
const baselineOf = (arn: string) => stage.ledger.baseline(arn);

describe('"Accept as baseline"', () => {
  test('makes the policy of the change the baseline, by whom and why, and says so in the thread', async () => {
    const { decision } = await askedFor();
    const { said } = await stage.press('accept', decision);
    expect(said).toBe('Accepted: the policy is the baseline of the key now, version 2.');
    expect(await baselineOf(decision.arn)).toMatchObject({
      version: 2,
      policy: oneMore(),
      by: { kind: 'service', service: 'Slack', session: 'Alice (U0ALICE)' },
      why: `accepted by a button beneath the alert on change ${decision.changeId}`,
      policyAt: decision.change.at,
    });
    expect(stage.inThreads()).toContain(
      'Alice (U0ALICE), through Slack, accepted the policy as the baseline of the key, version 2.',
    );
    expect(await stage.ledger.presses(decision.arn)).toMatchObject([{ press: 'accept', outcome: 'done' }]);
  });

  test('has what is changed later put back to it', async () => {
    const { key, decision } = await askedFor();
    await stage.press('accept', decision);
    await stage.put(key, wide());
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(oneMore());
  });

  test('adopts nothing but the policy: what somebody did to the rest is not approved beside it', async () => {
    const { key, decision } = await askedFor();
    const before = await baselineOf(decision.arn);
    await stage.tag(key, { 'data-class': 'customer' });
    await stage.press('accept', decision);
    expect(await baselineOf(decision.arn)).toMatchObject({
      policy: oneMore(),
      state: before?.state,
      tags: before?.tags,
      aliases: before?.aliases,
      creator: before?.creator,
    });
  });

  test('twice is once, and says by whom it was done', async () => {
    const { decision } = await askedFor();
    await stage.press('accept', decision);
    const { said } = await stage.press('accept', decision);
    expect(said).toContain('That was done before, by Alice (U0ALICE), through Slack at');
    expect((await baselineOf(decision.arn))?.version).toBe(2);
  });

  test('accepts no other policy that is live by then', async () => {
    const { key, decision } = await askedFor();
    await stage.put(key, oneMore().replace('ReEncryptFrom', 'ReEncrypt*'));
    await stage.sandbox.idle();
    const { said } = await stage.press('accept', decision);
    expect(said).toContain('It has moved on');
    expect(await baselineOf(decision.arn)).toMatchObject({ version: 1, policy: approved() });
    expect((await stage.ledger.presses(decision.arn))[0]?.outcome).toBe('moved-on');
  });

  test('accepts nothing that breaks the standard', async () => {
    const { decision } = await put(wide(), 'alert');
    const { said } = await stage.press('accept', decision);
    expect(said).toContain('That is not offered for this alert.');
    expect((await baselineOf(decision.arn))?.version).toBe(1);
    expect((await stage.ledger.presses(decision.arn))[0]?.outcome).toBe('refused');
  });

  test('is not for the one who made the change', async () => {
    const { decision } = await askedFor();
    const { said } = await stage.press('accept', decision, 'U0OLGA');
    expect(said).toContain('Nobody decides on a change of their own');
    expect((await baselineOf(decision.arn))?.version).toBe(1);
  });

  test('waits for nobody: while the guardian is at work on the key, nothing is done', async () => {
    const { decision } = await askedFor();
    const now = Date.now();
    const lease = await stage.ledger.acquireLease(decision.arn, 'another', now, now + 60_000);
    const { status, said } = await stage.press('accept', decision);
    expect([status, said]).toEqual([200, 'The guardian is at work on it just now. Try again.']);
    expect((await stage.ledger.presses(decision.arn))[0]?.outcome).toBe('busy');
    if (lease) await stage.ledger.releaseLease(lease, Date.now());
    expect((await stage.press('accept', decision)).said).toContain('Accepted');
  });
});
