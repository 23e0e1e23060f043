import { expect, test } from '@jest/globals';
import { describeStep } from '../../../shared/alerts/message/describe-step.ts';
import type { Repaired } from '../../../shared/remediation/step.ts';

const told = (repair: Repaired) =>
  describeStep({
    step: { kind: 'put-key-policy', policy: '{}', replaces: '{"Statement":[]}', repair },
    outcome: 'done',
    at: '2026-11-24T10:00:03.500Z',
  });
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `role/App${at} may no longer Decrypt`);

test('a repair tells that no approved policy was known, and what it took from whom', () => {
  expect(told({ taken: lines(2), unfinished: false })).toBe(
    'Done: repair the key policy, of which no approved version was known, and take away what breaks the standard (role/App0 may no longer Decrypt; role/App1 may no longer Decrypt), at 2026-11-24T10:00:03.500Z.',
  );
});

test('of much that was taken, the rest is counted', () => {
  expect(told({ taken: lines(8), unfinished: false })).toMatch(/role\/App7 may no longer Decrypt\)/);
  expect(told({ taken: lines(9), unfinished: false })).toMatch(
    /role\/App6 may no longer Decrypt; and 2 more\)/,
  );
});

test('a repair that took nothing from anybody says so', () => {
  expect(told({ taken: [], unfinished: false })).toContain('(nothing that anybody had)');
});

test('one that could not try everything says that more may be gone than had to', () => {
  expect(told({ taken: lines(1), unfinished: true })).toMatch(/not all could be tried, and more may be gone/);
});
