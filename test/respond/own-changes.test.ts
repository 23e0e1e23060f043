import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Standard } from '../../shared/standard/standard.ts';
import { account, approved, wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

let stage: RespondStage;
afterEach(() => stage.stop());

/** The key has two owners: Olga is one, as the role KeyOwner, and somebody else is the other. */
const other = `arn:aws:iam::${account}:role/OtherOwner`;
const ofBoth = (policy: string) =>
  policy.replace(/"(arn:aws:iam::\d+:role\/KeyOwner)"/, (_, olga) => JSON.stringify([olga, other]));
const withBoth = (standard: Standard): Standard => {
  const { defaults } = standard;
  const roles = { ...defaults.roles, owners: ['role/KeyOwner', 'role/OtherOwner'] };
  return { ...standard, defaults: { ...defaults, roles } };
};

/** It keeps to the standard, and lets users do one thing more. */
const oneMore = () => approved().replace('"kms:Encrypt"', '"kms:Encrypt","kms:ReEncryptFrom"');

/** A change by the other owner, which Olga may decide on. */
async function byTheOther(...mode: Parameters<typeof inMode>) {
  stage = await startRespondStage((standard) => withBoth(inMode(...mode)(standard)));
  const { endpoint, region } = stage.sandbox;
  const key = await stage.createKey('pipeline', ofBoth(approved()));
  const answer = await fetch(`${endpoint}/sandbox/callers`, {
    method: 'POST',
    body: JSON.stringify({ arn: other }),
  });
  const credentials = (await answer.json()) as { accessKeyId: string; secretAccessKey: string };
  const kms = new KMSClient({ endpoint, region, credentials });
  const put = (policy: string) =>
    kms.send(new PutKeyPolicyCommand({ KeyId: key, PolicyName: 'default', Policy: policy }));
  const after = async (change: Promise<unknown>) => {
    await change;
    return { decision: await stage.newest(), live: await stage.livePolicy(key) };
  };
  const theirs = () => after(put(ofBoth(wide())));
  const olgas = () => after(stage.put(key, ofBoth(wide())));
  return { ...(await theirs()), theirs, olgas };
}

describe('What one decides on a change of somebody else', () => {
  test('exempts none of one’s own: it is put right', async () => {
    const { decision, theirs, olgas } = await byTheOther('remediate');
    await stage.press('exempt', decision, 'U0OLGA');
    const { said } = await stage.answer({ why: 'incident 42' }, 'U0OLGA');
    expect(said).toContain('Exempt until');
    expect(await olgas()).toMatchObject({
      decision: { outcome: 'remediated' },
      live: ofBoth(approved()),
    });
    expect(await theirs()).toMatchObject({ decision: { outcome: 'alerted' }, live: ofBoth(wide()) });
  });

  test('keeps nobody else from exempting it', async () => {
    const { decision, olgas } = await byTheOther('remediate');
    await stage.press('exempt', decision, 'U0OLGA');
    await stage.answer({ why: 'incident 42' }, 'U0OLGA');
    await stage.press('exempt', (await olgas()).decision);
    expect((await stage.answer({ why: 'incident 43' })).said).toContain('Exempt until');
    expect(await olgas()).toMatchObject({ decision: { outcome: 'alerted' }, live: ofBoth(wide()) });
  });

  test('snoozes none of one’s own: it is told', async () => {
    const { decision, theirs, olgas } = await byTheOther('alert');
    await stage.press('snooze', decision, 'U0OLGA');
    const before = stage.alerts().length;
    await theirs();
    expect(stage.alerts()).toHaveLength(before);
    await olgas();
    expect(stage.alerts().length).toBeGreaterThan(before);
  });
});

test('a policy that was put back since is accepted beneath the alert on its newest change only', async () => {
  stage = await startRespondStage(inMode('remediate', { wider: 'ask' }));
  const key = await stage.createKey();
  await stage.put(key, oneMore());
  const first = await stage.newest();
  await stage.press('revert', first);
  expect(await stage.livePolicy(key)).toBe(approved());
  await stage.put(key, oneMore());
  const second = await stage.newest();
  expect((await stage.press('accept', first)).said).toContain('It has moved on');
  expect((await stage.ledger.baseline(first.arn))?.version).toBe(1);
  expect((await stage.press('accept', second)).said).toContain('Accepted');
});
