import { describe, expect, test } from '@jest/globals';
import { policyDrift } from '../../shared/rules/policy-drift.ts';
import * as given from './subject.ts';

const stranger = given.policy(
  ...given.approvedStatements,
  given.statement('Partner', 'arn:aws:iam::444455556666:root', 'kms:Decrypt'),
);
const onlyRoot = given.policy(...given.approvedStatements.slice(0, 1));

const live = (policy: string, by?: string) =>
  policyDrift.check(
    given.subject({ snapshot: given.snapshot({ policy }), change: given.putPolicy(policy, by) }),
  );

describe('policy-drift', () => {
  test('a stranger in the policy is gained access, told with its statement, and reverted', () => {
    const [violation] = live(stranger);
    expect(violation).toMatchObject({ remedy: 'revert-policy', statements: [3] });
    expect(violation?.evidence?.join('\n')).toContain('444455556666');
  });

  test('the order of statements is not drift', () => {
    expect(live(given.policy(...given.approvedStatements.toReversed()))).toEqual([]);
  });

  test('a narrower policy is told, and not reverted', () => {
    const [violation] = live(onlyRoot);
    expect(violation?.message).toContain('takes away');
    expect(violation?.remedy).toBeUndefined();
  });

  test('a narrower policy is fine where the class adopts it', () => {
    const governance = given.governance({ policy: { narrower: 'adopt', wider: 'revert' } });
    const snapshot = given.snapshot({ policy: onlyRoot });
    expect(policyDrift.check(given.subject({ governance, snapshot }))).toEqual([]);
  });

  test('where the class asks, a wider policy is told and not reverted', () => {
    const governance = given.governance({ policy: { narrower: 'alert', wider: 'ask' } });
    const [violation] = policyDrift.check(
      given.subject({ governance, snapshot: given.snapshot({ policy: stranger }) }),
    );
    expect(violation).toBeDefined();
    expect(violation?.remedy).toBeUndefined();
  });

  test('what a pipeline wrote is not drift', () => {
    expect(live(stranger, given.role('Deploy'))).toEqual([]);
  });

  test('a pipeline’s event does not excuse a policy that somebody wrote after it', () => {
    const violations = policyDrift.check(
      given.subject({
        snapshot: given.snapshot({ policy: stranger }),
        change: given.putPolicy(given.approvedPolicy, given.role('Deploy')),
      }),
    );
    expect(violations).toHaveLength(1);
  });

  test('a policy that cannot be read counts as wider', () => {
    expect(live('{"Version":')).toMatchObject([{ remedy: 'revert-policy' }]);
  });

  test('a policy that cannot be read is not excused by a pipeline’s having written it', () => {
    expect(live('{"Version":', given.role('Deploy'))).toMatchObject([{ remedy: 'revert-policy' }]);
  });

  test('without a baseline there is nothing to drift from', () => {
    const { baseline: _, ...rest } = given.subject({ snapshot: given.snapshot({ policy: stranger }) });
    expect(policyDrift.check(rest)).toEqual([]);
  });
});
