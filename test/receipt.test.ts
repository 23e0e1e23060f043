import { expect, test } from '@jest/globals';
import { policyDigest } from '../shared/keys/policy-digest.ts';
import type { OwnWrite } from '../shared/ledger/history.ts';
import { receiptOf, withUncounted } from '../shared/receipt.ts';
import { exampleDecision } from './alerts/example-decision.ts';
import * as given from './rules/subject.ts';

const guardian = given.role('kms-guardian/policy');
const lastWrite = {
  changeId: 'e1',
  at: Date.parse('2026-11-02T10:00:00.700Z'),
  steps: ['put-key-policy'] as const,
};
const history = { remediations: [], lastWrite };
const own = given.subject({ change: given.putPolicy(given.approvedPolicy, guardian) });

test('the guardian’s own write, come back as an event, confirms it', () => {
  expect(receiptOf(own, history)).toEqual({
    remediations: [],
    lastWrite: { ...lastWrite, confirmedBy: own.change?.id },
  });
});

test('one that is in no history, for the function died when it had made it, is put there', () => {
  const before = { remediations: [], lastWrite: { ...lastWrite, at: lastWrite.at - 60_000 } };
  const written = { changeId: own.change?.id, at: Date.parse('2026-11-02T10:00:00Z') };
  const made = policyDigest(given.approvedPolicy);
  const steps = ['put-key-policy'];
  const expected = {
    remediations: [written],
    lastWrite: {
      ...written,
      steps,
      policy: { made, replaced: '', at: written.at },
      confirmedBy: own.change?.id,
    },
    wrote: { policy: written.at },
  };
  expect(receiptOf(own, before)).toEqual(expected);
  expect(receiptOf(own, { remediations: [] })).toEqual(expected);
});

const created = { bypassedLockoutCheck: false, multiRegion: false, tags: {} };

test.each([
  ['somebody else’s write', given.subject({ change: given.putPolicy(given.approvedPolicy) }), history],
  [
    'another call of that moment',
    given.subject({ change: given.change('EnableKey', {}, guardian) }),
    history,
  ],
  [
    'what puts nothing right',
    given.subject({ change: given.change('CreateKey', created, guardian) }),
    { remediations: [] },
  ],
  ['one that came before it', own, { ...history, lastWrite: { ...lastWrite, at: lastWrite.at + 2_500 } }],
  ['one that is confirmed', own, { ...history, lastWrite: { ...lastWrite, confirmedBy: 'e2' } }],
])('%s does not', (_, subject, before) => {
  expect(receiptOf(subject, before)).toBeUndefined();
});

test('a write that was begun, and never counted, is counted with the policies it was about', () => {
  const step = { kind: 'put-key-policy', policy: given.approvedPolicy, replaces: '{}' } as const;
  const decided = exampleDecision({ outcome: 'started', steps: [], planned: [step] });
  const at = Date.parse(decided.decidedAt);
  expect(withUncounted(decided, own, { remediations: [] })?.lastWrite).toEqual({
    changeId: decided.changeId,
    at,
    steps: ['put-key-policy'],
    policy: { made: policyDigest(given.approvedPolicy), replaced: policyDigest('{}'), at },
  });
  expect(withUncounted(decided, own, { remediations: [{ changeId: decided.changeId, at }] })).toBeUndefined();
});

test('beside a newer write of another kind, its policies are known all the same', () => {
  const step = { kind: 'put-key-policy', policy: given.approvedPolicy, replaces: '{}' } as const;
  const decided = exampleDecision({ outcome: 'started', steps: [], planned: [step] });
  const at = Date.parse(decided.decidedAt);
  const newer = { changeId: 'e9', at: at + 5_000, steps: ['enable-key'] as const };
  const known = (lastWrite: OwnWrite) =>
    withUncounted(decided, own, { remediations: [], lastWrite })?.lastWrite;
  const policy = { made: policyDigest(given.approvedPolicy), replaced: policyDigest('{}'), at };
  expect(known(newer)).toEqual({ ...newer, policy });
  const latest = { made: 'm', replaced: 'r', at: at + 1 };
  expect(known({ ...newer, policy: latest })).toEqual({ ...newer, policy: latest });
});
