import { describe, expect, test } from '@jest/globals';
import { judgedAgain, raised } from '../shared/guard-press.ts';
import { MemoryLedger } from '../shared/ledger/memory-ledger.ts';
import { compileStandard } from '../shared/standard/compile.ts';
import type { Tools } from '../shared/tools.ts';
import type { Ward } from '../shared/wards/ward.ts';
import { exampleDecision } from './alerts/example-decision.ts';

const standard = compileStandard({
  version: 1,
  roles: { administrators: ['role/A'] },
  defaults: { mode: 'alert', policy: { wider: 'ask' } },
  classes: [
    {
      name: 'odd',
      match: { accounts: ['111122223333'] },
      rules: { 'policy-drift': { mode: 'observe', severity: 'low' } },
    },
  ],
});
const { findings } = exampleDecision();

test('what was found is put right in every class, and keeps its severity', () => {
  const { defaults, classes } = raised(standard, findings);
  expect(defaults.rules['policy-drift']).toEqual({ mode: 'remediate' });
  expect(defaults.policy.wider).toBe('revert');
  expect(classes[0]?.governance.rules['policy-drift']).toEqual({ mode: 'remediate', severity: 'low' });
});

test('what was not found stays as the standard has it', () => {
  const drift = findings.filter(({ rule }) => rule !== 'policy-drift');
  const { defaults } = raised(standard, drift);
  expect(defaults.mode).toBe('alert');
  expect(defaults.rules).not.toHaveProperty('policy-drift');
  expect(defaults.policy.wider).toBe('ask');
});

describe('a press that reaches the guard', () => {
  const decision = exampleDecision({ outcome: 'alerted' });
  const { arn, changeId } = decision;
  const pressed = { press: 'revert', arn, changeId, by: 'Alice', pressId: '1' } as const;
  const ward = { scope: 'key', find: () => [], adopt: () => undefined } as unknown as Ward;
  const toolsWith = async (...wards: readonly Ward[]): Promise<Tools> => {
    const ledger = new MemoryLedger();
    await ledger.record(decision);
    const none = async () => {};
    return {
      ledger,
      standard,
      wards,
      outbox: { put: none },
      rules: [],
      now: () => 0,
      owner: () => 'test',
      pause: none,
      report: () => {},
    };
  };

  test('is a change of its own, on the one thing, by wards that approve nothing', async () => {
    const { change, tools } = await judgedAgain(pressed, await toolsWith(ward));
    expect(change).toEqual({ ...decision.change, id: 'press-1' });
    expect(tools.pressed).toEqual({ by: 'Alice', pressId: '1' });
    expect(tools.wards).toHaveLength(1);
    expect(tools.wards[0]).not.toHaveProperty('adopt');
    expect(await tools.wards[0]?.find(change, tools.ledger)).toEqual([
      { arn, account: '111122223333', region: 'eu-west-1' },
    ]);
  });

  test.each([
    ['a change that the ledger does not know', { ...pressed, changeId: 'another' }, ward],
    ['a thing that is another function’s', pressed, { ...ward, scope: 'trail' } as unknown as Ward],
  ])('for %s is an error, which ends in the dead-letter queue', async (_, given, its) => {
    await expect(judgedAgain(given, await toolsWith(its))).rejects.toMatchObject({ code: 'UNKNOWN_PRESS' });
  });
});
