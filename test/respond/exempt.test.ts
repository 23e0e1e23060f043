import { afterEach, describe, expect, test } from '@jest/globals';
import type { Decision } from '../../shared/ledger/decision.ts';
import type { History } from '../../shared/ledger/history.ts';
import { approved, wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

let stage: RespondStage;
afterEach(() => stage.stop());

/** A change that was put right: it is to be allowed for a while. */
async function reverted() {
  stage = await startRespondStage();
  const key = await stage.createKey();
  await stage.put(key, wide());
  const decision = await stage.newest();
  expect(decision.outcome).toBe('remediated');
  return { key, decision };
}

async function exempted() {
  const { key, decision } = await reverted();
  await stage.press('exempt', decision);
  const answer = await stage.answer({ why: 'incident 42' });
  return { key, decision, answer };
}

/** Reads the history of the thing, and writes what is made of it. */
async function history({ arn }: Decision, make: (history: History) => History = (each) => each) {
  const now = Date.now();
  const lease = await stage.ledger.acquireLease(arn, 'test', now, now + 60_000);
  if (lease === undefined) throw new Error('somebody else is at work');
  const made = make(lease.history);
  await stage.ledger.keepHistory(lease, made);
  await stage.ledger.releaseLease(lease, Date.now());
  return made;
}

describe('"Exempt for a while"', () => {
  test('asks for the reason, and keeps it with by whom, of what, and until when', async () => {
    const { decision, answer } = await exempted();
    expect(answer.said).toContain('Exempt until');
    const rules = [...new Set(decision.findings.map(({ rule }) => rule))].sort();
    const { exempt } = await history(decision);
    expect(exempt).toEqual([
      {
        rules,
        by: 'Alice (U0ALICE), through Slack',
        why: 'incident 42',
        at: expect.any(String),
        until: expect.any(String),
        except: ['role/Alice'],
      },
    ]);
    const [given] = exempt ?? [];
    expect(Date.parse(given?.until ?? '') - Date.parse(given?.at ?? '')).toBe(8 * 3_600_000);
    expect(stage.inThreads().at(-1)).toContain('Reason: incident 42');
    expect(stage.sandbox.slack.views).toEqual([]);
    expect(await stage.ledger.presses(decision.arn)).toMatchObject([
      { press: 'exempt', outcome: 'done', why: 'incident 42' },
      { press: 'exempt', outcome: 'asked' },
    ]);
  });

  test('has the same change told and left as it is, and not approved', async () => {
    const { key, decision } = await exempted();
    await stage.put(key, wide());
    const again = await stage.newest();
    expect([again.outcome, await stage.livePolicy(key)]).toEqual(['alerted', wide()]);
    expect(again.findings[0]?.evidence).toContainEqual(
      expect.stringMatching(/^excused by Alice \(U0ALICE\), through Slack until .*: incident 42$/),
    );
    expect(await stage.ledger.baseline(decision.arn)).toMatchObject({ version: 1, policy: approved() });
  });

  test('ends by itself', async () => {
    const { key, decision } = await exempted();
    const past = new Date(Date.now() - 1).toISOString();
    await history(decision, (before) => ({
      ...before,
      exempt: (before.exempt ?? []).map((each) => ({ ...each, until: past })),
    }));
    await stage.put(key, wide());
    const again = await stage.newest();
    expect([again.outcome, await stage.livePolicy(key)]).toEqual(['remediated', approved()]);
  });

  test('is ended by "Revert now"', async () => {
    stage = await startRespondStage(inMode('alert'));
    const key = await stage.createKey();
    await stage.put(key, wide());
    const decision = await stage.newest();
    await stage.press('exempt', decision);
    await stage.answer({ why: 'incident 42' });
    await stage.press('revert', decision);
    expect(await history(decision)).toMatchObject({ exempt: [] });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('twice is once, and says by whom it was done', async () => {
    const { decision } = await exempted();
    await stage.press('exempt', decision);
    const { said } = await stage.answer({ why: 'once more', hours: '24' });
    expect(said).toContain('That was done before, by Alice (U0ALICE), through Slack at');
    expect((await history(decision)).exempt).toHaveLength(1);
  });

  test('takes no reason that says nothing, and no length that was not offered: the form stays open', async () => {
    const { decision } = await reverted();
    await stage.press('exempt', decision);
    const short = await stage.answer({ why: '  ok  ' });
    expect(JSON.parse(short.body)).toEqual({
      response_action: 'errors',
      errors: { why: 'Say why, in 5 characters or more, and 500 at most.' },
    });
    const long = await stage.answer({ why: 'incident 42', hours: '9999' });
    expect(JSON.parse(long.body)).toMatchObject({ response_action: 'errors' });
    expect(stage.sandbox.slack.views).toHaveLength(1);
    expect((await history(decision)).exempt).toBeUndefined();
  });

  test('is not for one who may not, nor for the one who made the change', async () => {
    const { decision } = await reverted();
    expect((await stage.press('exempt', decision, 'U0SAM')).said).toContain('Sam may not exempt');
    expect((await stage.press('exempt', decision, 'U0OLGA')).said).toContain('a change of their own');
    expect(stage.sandbox.slack.views).toEqual([]);
  });
});
