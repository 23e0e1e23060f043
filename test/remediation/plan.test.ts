import { describe, expect, test } from '@jest/globals';
import { lifecycleDuty, policyDuty, rotationDuty } from '../../shared/duties.ts';
import { adoptedKey } from '../../shared/remediation/adopt.ts';
import { keySteps } from '../../shared/remediation/key-steps.ts';
import { planFor } from '../../shared/remediation/plan.ts';
import { judge } from '../../shared/rules/judge.ts';
import type { AnyRule, Subject } from '../../shared/rules/rule.ts';
import * as given from '../rules/subject.ts';

const plan = (rules: readonly AnyRule[], subject: Subject) =>
  planFor(subject, judge(rules, subject), (remedy) => keySteps(remedy, subject, rules));
const wide = given.policy(
  ...given.approvedStatements,
  given.statement('Partner', 'arn:aws:iam::444455556666:root', 'kms:Decrypt'),
);
/** The partner is trusted, so that its access is a matter of what was approved alone. */
const governed = (over: Parameters<typeof given.governance>[0] = {}) =>
  given.governance({ trust: { accounts: ['444455556666'], organizations: [] }, ...over });
const widened = (over: Partial<Subject> = {}) =>
  given.subject({
    snapshot: given.snapshot({ policy: wide }),
    change: given.putPolicy(wide),
    governance: governed(),
    ...over,
  });

describe('the plan for a policy', () => {
  test('a widened policy goes back to the baseline’s text', () => {
    expect(plan(policyDuty, widened())).toEqual({
      kind: 'act',
      steps: [{ kind: 'put-key-policy', policy: given.approvedPolicy, replaces: wide }],
    });
  });

  test('a compliant change by a pipeline is adopted', () => {
    const change = given.putPolicy(wide, given.role('Deploy'));
    expect(plan(policyDuty, widened({ change }))).toEqual({ kind: 'accept' });
    expect(adoptedKey(widened({ change }), 0)).toMatchObject({ policy: wide, changeId: change.id });
  });

  test('a policy that a pipeline’s event does not hold is not adopted by it', () => {
    const { baseline: _, ...unknown } = widened({
      change: given.putPolicy(given.approvedPolicy, given.role('Deploy')),
    });
    expect(plan(policyDuty, unknown)).toEqual({ kind: 'accept' });
    expect(adoptedKey(unknown, 0)).toBeUndefined();
  });

  test('a baseline that itself breaks the standard is not written', () => {
    const open = given.policy(given.statement('Open', '*', 'kms:*'));
    const subject = widened({ baseline: given.baseline({ policy: open }) });
    const snapshot = given.snapshot({
      policy: given.policy(given.statement('Open', '*', 'kms:*'), ...given.approvedStatements),
    });
    expect(plan(policyDuty, { ...subject, snapshot })).toMatchObject({ kind: 'stuck' });
  });

  test('what else can be done is done, though the policy cannot go back', () => {
    const closed = given.policy(given.statement('App', given.role('KeyUser'), 'kms:Decrypt'));
    const { baseline: _, ...born } = widened({
      snapshot: given.snapshot({ policy: closed }),
      change: given.change('CreateKey', {
        bypassedLockoutCheck: false,
        multiRegion: false,
        tags: {},
        policy: closed,
      }),
      governance: given.governance({
        creation: { ...given.governance().creation, containment: 'disable', specs: ['RSA_4096'] },
      }),
    });
    expect(plan(policyDuty, born)).toEqual({
      kind: 'act',
      steps: [{ kind: 'disable-key' }],
      stuck: expect.stringMatching(/^no baseline of this key is known to go back to, and no policy keeps/),
    });
  });

  test('in mode alert, nothing is written', () => {
    expect(plan(policyDuty, widened({ governance: governed({ mode: 'alert' }) }))).toEqual({
      kind: 'tell',
      outcome: 'alerted',
    });
  });

  test('in mode observe, it is only recorded', () => {
    expect(plan(policyDuty, widened({ governance: governed({ mode: 'observe' }) }))).toEqual({
      kind: 'tell',
      outcome: 'recorded',
    });
  });

  test('a rule’s own mode overrides the class’s', () => {
    const governance = governed({ rules: { 'policy-drift': { mode: 'alert' } } });
    expect(plan(policyDuty, widened({ governance }))).toMatchObject({ kind: 'tell', outcome: 'alerted' });
  });

  test('what the guardian wrote is never answered by another write', () => {
    const change = given.putPolicy(wide, given.role('kms-guardian/policy'));
    expect(plan(policyDuty, widened({ change })).kind).toBe('tell');
  });
});

describe('the plan for a life cycle', () => {
  const scheduled = given.subject({
    snapshot: given.snapshot({ state: 'PendingDeletion' }),
    change: given.change('ScheduleKeyDeletion', { pendingWindowInDays: 7 }),
  });

  test('one deletion that breaks two rules is cancelled once, and the key enabled as it was', () => {
    expect(plan(lifecycleDuty, scheduled)).toEqual({
      kind: 'act',
      steps: [{ kind: 'cancel-key-deletion' }, { kind: 'enable-key' }],
    });
  });

  test('a key that was approved as disabled stays disabled', () => {
    const subject = { ...scheduled, baseline: given.baseline({ state: 'Disabled' }) };
    expect(plan(lifecycleDuty, subject)).toEqual({ kind: 'act', steps: [{ kind: 'cancel-key-deletion' }] });
  });
});

describe('the plan for rotation', () => {
  const off = given.snapshot({ rotation: { kind: 'disabled' } });

  test('rotation comes back with the period it had', () => {
    expect(plan(rotationDuty, given.subject({ snapshot: off }))).toEqual({
      kind: 'act',
      steps: [{ kind: 'enable-key-rotation', periodInDays: 180, replaces: { kind: 'disabled' } }],
    });
  });

  test('a period that the standard no longer allows becomes the longest it allows', () => {
    const governance = given.governance({ rotation: { enabled: true, periodInDays: 90 } });
    expect(plan(rotationDuty, given.subject({ snapshot: off, governance }))).toEqual({
      kind: 'act',
      steps: [{ kind: 'enable-key-rotation', periodInDays: 90, replaces: { kind: 'disabled' } }],
    });
  });
});
