import { afterEach, describe, expect, test } from '@jest/globals';
import type { Exemption } from '../../shared/standard/standard.ts';
import { approved, type Stage, startStage, wide } from './stage.ts';

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
});
