import { afterEach, describe, expect, test } from '@jest/globals';
import { slackApp } from '../../sandbox/slack/workspace.ts';
import { isRecord } from '../../shared/events/json.ts';
import { approved, wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

/** A policy that gives more than the approved one, and keeps to the standard. */
const oneMore = () => approved().replace('"kms:Encrypt"', '"kms:Encrypt","kms:ReEncryptFrom"');

let stage: RespondStage;
afterEach(() => stage.stop());

/** The buttons of the alert that was posted, as Slack has them. */
const buttons = () =>
  stage.sandbox.slack.posts.flatMap(({ ts, payload }) => {
    const blocks = Array.isArray(payload.blocks) ? payload.blocks.filter(isRecord) : [];
    const elements = blocks
      .filter(({ block_id }) => block_id === 'decide')
      .flatMap(({ elements }) => elements);
    return elements.filter(isRecord).map(({ action_id }) => ({ ts, action_id: String(action_id) }));
  });

async function pressBeneath(action_id: string, user = 'U0ALICE') {
  const button = buttons().find((each) => each.action_id === action_id);
  const response = await fetch(`${stage.sandbox.endpoint}/slack/press`, {
    method: 'POST',
    body: JSON.stringify({ user, ...button }),
  });
  const answer = (await response.json()) as { readonly status: number; readonly late: boolean };
  await stage.sandbox.idle();
  return answer;
}

describe('beneath the alert that was posted', () => {
  test('"Revert now" works as it is laid out, within the time that Slack waits', async () => {
    stage = await startRespondStage(inMode('alert'));
    const key = await stage.createKey();
    await stage.put(key, wide());
    const decision = await stage.newest();
    expect(await pressBeneath('revert')).toMatchObject({ status: 200, late: false });
    expect(await stage.livePolicy(key)).toBe(approved());
    expect(await stage.ledger.presses(decision.arn)).toMatchObject([{ outcome: 'sent' }]);
  });

  test('every button that is offered is one that is answered', async () => {
    stage = await startRespondStage(inMode('alert'));
    await stage.put(await stage.createKey(), oneMore());
    const decision = await stage.newest();
    const offered = [...new Set(buttons().map(({ action_id }) => action_id))];
    expect(offered).toEqual(['revert', 'accept', 'exempt', 'snooze']);
    for (const each of [...offered].reverse()) expect((await pressBeneath(each)).status).toBe(200);
    const kept = await stage.ledger.presses(decision.arn);
    expect(kept.map(({ press, outcome }) => [press, outcome])).toEqual([
      ['revert', 'sent'],
      ['accept', 'done'],
      ['exempt', 'asked'],
      ['snooze', 'done'],
    ]);
  });

  test('what the functions log holds no secret', async () => {
    stage = await startRespondStage(inMode('alert'));
    await stage.put(await stage.createKey(), wide());
    await stage.newest();
    await pressBeneath('snooze');
    await pressBeneath('exempt');
    const log = stage.log();
    expect(log).toContain('"press":"snooze"');
    for (const secret of [slackApp.botToken, slackApp.signingSecret, '/slack/response/', 'v0=', 'payload='])
      expect(log).not.toContain(secret);
  });
});
