import { expect, test } from '@jest/globals';
import { receiptOf } from '../shared/receipt.ts';
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

test.each([
  ['somebody else’s write', given.subject({ change: given.putPolicy(given.approvedPolicy) }), history],
  ['another call', given.subject({ change: given.change('EnableKey', {}, guardian) }), history],
  ['one that came before it', own, { ...history, lastWrite: { ...lastWrite, at: lastWrite.at + 2_000 } }],
  ['one where nothing was written', own, { remediations: [] }],
  ['one that is confirmed', own, { ...history, lastWrite: { ...lastWrite, confirmedBy: 'e2' } }],
])('%s does not', (_, subject, before) => {
  expect(receiptOf(subject, before)).toBeUndefined();
});
