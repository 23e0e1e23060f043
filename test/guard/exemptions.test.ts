import { CreateAliasCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { afterEach, describe, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import type { Exemption } from '../../shared/standard/standard.ts';
import { account, approved, type Stage, startStage, wide } from './stage.ts';

const owner: Exemption = {
  rules: [],
  principals: ['role/KeyOwner'],
  keys: [],
  owner: 'security@example.com',
  reason: 'incident 42',
  until: '2999-01-01T00:00:00Z',
};

let stage: Stage;
afterEach(() => stage.stop());

async function widenedUnder(...exemptions: readonly Exemption[]): Promise<string> {
  stage = await startStage((standard) => ({ ...standard, exemptions }));
  const key = await stage.createKey();
  await stage.put(key, wide());
  await stage.sandbox.idle();
  return key;
}

describe('a change under an exemption', () => {
  test('is told with who answers for it, and left as it is', async () => {
    const key = await widenedUnder(owner);
    expect(await stage.livePolicy(key)).toBe(wide());
    expect(stage.outcomes()).toEqual(['adopted', 'alerted']);
    expect(stage.findings()[0]?.evidence).toContain(
      'excused by security@example.com until 2999-01-01T00:00:00Z: incident 42',
    );
    expect(stage.alerts()).toHaveLength(2);
  });

  test('is not adopted: what was approved before is still what a later revert restores', async () => {
    const key = await widenedUnder(owner);
    expect(await stage.livePolicy(key)).toBe(wide());
    await stage.put(key, wide().replace('kms:Decrypt', 'kms:Encrypt'), 'root');
    await stage.sandbox.idle();
    expect(await stage.livePolicy(key)).toBe(approved());
  });
});

describe('an exemption', () => {
  test('that has ended excuses nothing', async () => {
    const key = await widenedUnder({ ...owner, until: '2026-01-01T00:00:00Z' });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('of one rule does not excuse what breaks another', async () => {
    const key = await widenedUnder({ ...owner, rules: ['policy-drift'] });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('of another principal does not excuse', async () => {
    const key = await widenedUnder({ ...owner, principals: ['role/BreakGlass'] });
    expect(await stage.livePolicy(key)).toBe(approved());
  });

  test('of a principal excuses the calls that are refused to it', async () => {
    stage = await startStage((standard) => ({
      ...standard,
      exemptions: [{ ...owner, principals: ['role/KeyUser'] }],
    }));
    const KeyId = await stage.createKey();
    stage.told.length = 0;
    for (let time = 0; time < 5; time += 1)
      await expect(stage.as('user').send(new ScheduleKeyDeletionCommand({ KeyId }))).rejects.toThrow();
    await stage.sandbox.idle();
    expect(stage.findings()).toMatchObject([
      { rule: 'denied-attempts', exemption: { reason: 'incident 42' } },
    ]);
  });

  test('by alias excuses no key of which no aliases are approved: anybody may have given it this one', async () => {
    stage = await startStage((standard) => ({
      ...standard,
      exemptions: [{ ...owner, principals: [], keys: ['alias/retired-*'] }],
    }));
    const labels = {
      Sid: 'OwnerLabels',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:role/KeyOwner` },
      Action: ['kms:CreateAlias', 'kms:ScheduleKeyDeletion'],
      Resource: '*',
    };
    stage.sandbox.faults.set({ events: { drop: 1, duplicate: 0, reorder: 0 } });
    const KeyId = await stage.createKey('pipeline', document([...governedPolicy(account), labels]));
    const kms = stage.as('owner');
    await kms.send(new CreateAliasCommand({ AliasName: 'alias/retired-x', TargetKeyId: KeyId }));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await stage.sandbox.idle();
    expect(stage.steps()).toMatchObject([{ step: { kind: 'cancel-key-deletion' }, outcome: 'done' }]);
    expect(stage.findings()[0]?.evidence).toContainEqual(
      expect.stringContaining('the aliases of the key are not known'),
    );
  });
});
