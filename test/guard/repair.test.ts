import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { document, governedPolicy } from '../../cli/demo/key-policy.ts';
import { describeStep } from '../../shared/alerts/message/describe-step.ts';
import { account, approved, type Stage, startStage, wide } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

const taken = 'anyone in account 444455556666 may no longer Decrypt';
/** What people are told of the last step. */
function lastStep(): string {
  const step = stage.steps().at(-1);
  return step === undefined ? '' : describeStep(step);
}
const lastHeadline = () => stage.alerts().at(-1)?.headline;

test('a key that is born wide has no baseline, and loses what breaks the standard at once', async () => {
  const key = await stage.createKey('pipeline', wide());
  expect(await stage.livePolicy(key)).toBe(approved());
  expect(stage.outcomes()).toContain('remediated');
  expect(lastHeadline()).toMatch(/^Repaired: .* created key/);
  expect(lastStep()).toContain('of which no approved version was known');
  expect(lastStep()).toContain(taken);
});

test('one that is widened again is repaired again, and keeps what its owner may give', async () => {
  const key = await stage.createKey('pipeline', wide());
  const statements = governedPolicy(account).map((each) =>
    each.Sid === 'UsersUse'
      ? { ...each, Action: 'kms:*' }
      : each.Sid === 'OwnersSetThePolicy'
        ? { ...each, Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'] }
        : each,
  );
  await stage.put(key, document(statements));
  await stage.sandbox.idle();
  const live = JSON.parse((await stage.livePolicy(key)) ?? '').Statement;
  const actionsOf = (sid: string) => live.find(({ Sid }: { Sid: string }) => Sid === sid)?.Action;
  expect(actionsOf('OwnersSetThePolicy')).toContain('kms:ListGrants');
  expect(actionsOf('UsersUse')).toContain('kms:Sign');
  expect(actionsOf('UsersUse')).not.toContain('kms:PutKeyPolicy');
  expect(lastStep()).toMatch(/role\/KeyUser in account 111122223333 may no longer PutKeyPolicy/);
});

test('where nothing that may be kept would do, nothing is written, and people are told so', async () => {
  const everybody = document([
    { Sid: 'All', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' },
    {
      Sid: 'Shut',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:EnableKeyRotation',
      Resource: '*',
    },
  ]);
  const key = await stage.createKey('pipeline', everybody);
  expect(await stage.livePolicy(key)).toBe(everybody);
  expect(stage.outcomes()).toEqual(['failed']);
  expect(stage.steps()).toEqual([]);
  expect(lastHeadline()).toMatch(/^NOT PUT RIGHT: /);
});
