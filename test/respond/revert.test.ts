import {
  CreateGrantCommand,
  DisableKeyRotationCommand,
  GetKeyRotationStatusCommand,
} from '@aws-sdk/client-kms';
import { afterEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { account, approved, wide } from '../guard/stage.ts';
import { inMode, type RespondStage, startRespondStage } from './respond-stage.ts';

let stage: RespondStage;
afterEach(() => stage.stop());

/** The same policy with one more who may encrypt: it keeps to the standard, and gives more than was approved. */
const oneMore = () => approved().replace('"kms:Encrypt"', '"kms:Encrypt","kms:ReEncryptFrom"');

async function widened(mode: Parameters<typeof inMode>, policy = wide()) {
  stage = await startRespondStage(inMode(...mode));
  const key = await stage.createKey();
  await stage.put(key, policy);
  return { key, decision: await stage.newest() };
}

describe('"Revert now"', () => {
  test('puts back a policy that the standard only has told, and is told with who pressed', async () => {
    const { key, decision } = await widened(['alert']);
    expect([decision.outcome, await stage.livePolicy(key)]).toEqual(['alerted', wide()]);

    const { status, said } = await stage.press('revert', decision);
    expect([status, said]).toEqual([200, expect.stringContaining('The guardian looks at it once more')]);
    expect(await stage.livePolicy(key)).toBe(approved());
    const [press] = await stage.ledger.presses(decision.arn);
    expect(press).toMatchObject({ press: 'revert', name: 'Alice', slack: 'U0ALICE', outcome: 'sent' });
    expect(await stage.ledger.decision(decision.arn, `press-${press?.id}`)).toMatchObject({
      outcome: 'remediated',
      pressed: { by: 'Alice (U0ALICE), through Slack' },
      told: true,
    });
    expect(JSON.stringify(stage.sandbox.slack.posts)).toContain('pressed \\"Revert now\\".');
  });

  test('puts back a compliant policy that the class asks people about', async () => {
    const { key, decision } = await widened(['remediate', { wider: 'ask' }], oneMore());
    expect([decision.outcome, await stage.livePolicy(key)]).toEqual(['asked', oneMore()]);
    await stage.press('revert', decision);
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('by the one who made the change is let be: they take it back', async () => {
    const { key, decision } = await widened(['alert']);
    await stage.press('revert', decision, 'U0OLGA');
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('twice is once, and says by whom it was done', async () => {
    const { decision } = await widened(['alert']);
    await stage.press('revert', decision);
    const writes = () => stage.steps().filter(({ outcome }) => outcome === 'done').length;
    const before = writes();
    const { said } = await stage.press('revert', decision, 'U0OLGA');
    expect(said).toContain('That was done before, by Alice (U0ALICE) at');
    expect(writes()).toBe(before);
  });

  test('on what somebody else has put back is told as already right', async () => {
    const { key, decision } = await widened(['alert']);
    await stage.put(key, approved(), 'pipeline');
    await stage.sandbox.idle();
    await stage.press('revert', decision);
    const [press] = await stage.ledger.presses(decision.arn);
    expect(await stage.ledger.decision(decision.arn, `press-${press?.id}`)).toMatchObject({
      outcome: 'already-right',
      findings: decision.findings.map(({ rule }) => ({ rule })),
      told: true,
    });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('approves nothing, whatever is live by then', async () => {
    const { key, decision } = await widened(['alert', { narrower: 'adopt' }]);
    const version = (await stage.ledger.baseline(decision.arn))?.version;
    await stage.press('revert', decision);
    expect(await stage.livePolicy(key)).toBe(approved());
    expect((await stage.ledger.baseline(decision.arn))?.version).toBe(version);
  });

  test('changes nothing while the breaker is open', async () => {
    stage = await startRespondStage((standard) => {
      const { breaker } = standard.defaults;
      return { ...standard, defaults: { ...standard.defaults, breaker: { ...breaker, perThing: 1 } } };
    });
    const key = await stage.createKey();
    await stage.put(key, wide());
    await stage.sandbox.idle();
    await stage.put(key, wide());
    const held = await stage.newest();
    expect([held.outcome, await stage.livePolicy(key)]).toEqual(['held', wide()]);
    await stage.press('revert', held);
    expect(await stage.livePolicy(key)).toBe(wide());
    const [press] = await stage.ledger.presses(held.arn);
    expect(await stage.ledger.decision(held.arn, `press-${press?.id}`)).toMatchObject({ outcome: 'held' });

    await stage.press('close-breaker', held);
    const { said } = await stage.press('revert', held);
    expect(said).toContain('The guardian looks at it once more');
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('reaches the function whose duty it is', async () => {
    stage = await startRespondStage(inMode('alert'));
    const labels = {
      Sid: 'OwnerGrants',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:role/KeyOwner` },
      Action: ['kms:CreateGrant', 'kms:DisableKeyRotation'],
      Resource: '*',
    };
    const KeyId = await stage.createKey('pipeline', document([...governedPolicy(account), labels]));
    const kms = stage.as('owner');
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    const off = await stage.newest();
    await kms.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: 'arn:aws:iam::444455556666:role/Stranger',
        Operations: ['Decrypt'],
      }),
    );
    const grant = await stage.newest();
    await stage.press('revert', off);
    await stage.press('revert', grant);
    expect(stage.steps()).toMatchObject([
      { step: { kind: 'enable-key-rotation' }, outcome: 'done' },
      { step: { kind: 'revoke-grant' }, outcome: 'done' },
    ]);
    const status = await stage.as('pipeline').send(new GetKeyRotationStatusCommand({ KeyId }));
    expect(status.KeyRotationEnabled).toBe(true);
  });
});
