import { expect, test } from '@jest/globals';
import { exposureOf } from '../../../shared/alerts/message/exposure.ts';
import type { Change } from '../../../shared/events/change.ts';
import type { Decision } from '../../../shared/ledger/decision.ts';
import { exampleDecision } from '../example-decision.ts';

function after(made: Pick<Change, 'operation' | 'details'>, more: Partial<Decision> = {}) {
  const { change, findings } = exampleDecision();
  const without = findings.map((finding) => ({ ...finding, evidence: [] }));
  return exposureOf(
    exampleDecision({ change: { ...change, ...made } as Change, findings: without, ...more }),
  );
}

test('a deletion that was cancelled kept data from being read for as long as it was scheduled', () => {
  expect(after({ operation: 'ScheduleKeyDeletion', details: {} })).toEqual([
    'Everything encrypted under the key could not be decrypted (for about 4 s); once deleted, never again.',
  ]);
});

test('a key that could not be enabled again still keeps data from being read', () => {
  expect(after({ operation: 'DisableKey', details: {} }, { outcome: 'failed', steps: [] })).toEqual([
    'Everything encrypted under the key could not be decrypted (since 2026-11-24T10:00:00Z, and still).',
  ]);
});

test('switching rotation off gives nobody access', () => {
  expect(after({ operation: 'DisableKeyRotation', details: {} })[0]).toMatch(/^No access was given/);
});

test('access gained is told once, though two rules found it', () => {
  const [finding] = exampleDecision().findings;
  const findings = finding ? [finding, { ...finding, rule: 'no-public-access' }] : [];
  expect(exposureOf(exampleDecision({ findings }))).toEqual(['anyone may Decrypt (for about 4 s)']);
});

test('what somebody else had put right lasted until then, nobody knows when that was', () => {
  expect(exposureOf(exampleDecision({ outcome: 'already-right', steps: [] }))).toEqual([
    'anyone may Decrypt (from 2026-11-24T10:00:00Z until it was put right)',
  ]);
});

test('a change that broke nothing exposed nothing', () => {
  expect(exposureOf(exampleDecision({ findings: [] }))).toEqual([]);
});
