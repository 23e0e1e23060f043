import { expect, test } from '@jest/globals';
import { respect } from '../shared/respect.ts';
import type { Finding, Remedy } from '../shared/rules/rule.ts';

const finding = (remedy?: Remedy): Finding => ({
  rule: 'r',
  severity: 'high',
  message: 'm',
  evidence: ['e'],
  fix: 'f',
  statements: [],
  ...(remedy && { remedy }),
});
const decision = {
  remedy: 'enable-key',
  state: 'Disabled',
  by: 'role/Admin',
  why: 'an audit',
  at: '2026-11-24T10:00:00Z',
  undoes: 'c1',
} as const;
const history = { remediations: [], respected: [decision] };

test('what a person put back stands, and it is told by whom', () => {
  const [found] = respect([finding('enable-key')], history, () => 'Disabled');
  expect(found?.respected).toBe(decision);
  expect(found?.evidence).toEqual(['e', 'put back by role/Admin on 2026-11-24T10:00:00Z: an audit']);
});

test.each([
  ['it has changed since', finding('enable-key'), 'PendingDeletion'],
  ['it is about something else', finding('cancel-deletion'), 'Disabled'],
  ['nobody can say what the state is', finding('enable-key'), undefined],
  ['nothing would be put right', finding(), 'Disabled'],
])('it does not stand where %s', (_, found, state) => {
  expect(respect([found], history, () => state)).toEqual([found]);
});
