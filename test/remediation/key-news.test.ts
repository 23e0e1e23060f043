import { describe, expect, test } from '@jest/globals';
import { policyDuty } from '../../shared/duties.ts';
import { policyDigest } from '../../shared/keys/policy-digest.ts';
import { keyNews } from '../../shared/remediation/key-news.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import * as given from '../rules/subject.ts';

const signs = given.statement('Signer', given.role('KeyUser'), 'kms:GenerateDataKey');
const made = given.policy(...given.approvedStatements, signs);
const open = given.policy(...given.approvedStatements, given.statement('Open', '*', 'kms:Decrypt'));
const news = (over: Partial<Subject> = {}) =>
  keyNews(given.subject({ change: given.putPolicy(made, given.role('Deploy')), ...over }), policyDuty, 0);

describe('a pipeline’s policy that is not live any more', () => {
  test('becomes the baseline, for it complies and is newer than what is approved', () => {
    expect(news()).toMatchObject({
      policy: made,
      policyAt: '2026-11-02T10:00:00Z',
      changeId: given.putPolicy(made).id,
      state: 'Enabled',
    });
  });

  test('and was made in the same second as what is approved does, where the guardian saw it when it wrote', () => {
    const baseline = given.baseline({ policyAt: '2026-11-02T10:00:00Z' });
    const lastWrite = (replaced: string) => ({
      changeId: 'e',
      at: 0,
      steps: [],
      policy: { made: 'own', replaced: policyDigest(replaced), at: 0 },
    });
    expect(news({ baseline, history: { remediations: [], lastWrite: lastWrite(made) } })).toBeDefined();
    expect(news({ baseline, history: { remediations: [], lastWrite: lastWrite(open) } })).toBeUndefined();
    expect(news({ baseline })).toBeUndefined();
  });

  const cases: readonly [string, Partial<Subject>][] = [
    ['it is live: then it is adopted as it is', { snapshot: given.snapshot({ policy: made }) }],
    ['a person made it', { change: given.putPolicy(made) }],
    ['it breaks the standard', { change: given.putPolicy(open, given.role('Deploy')) }],
    ['something newer is approved', { baseline: given.baseline({ policyAt: '2026-11-02T10:00:01Z' }) }],
    ['it was adopted before', { baseline: given.baseline({ changeId: given.putPolicy(made).id }) }],
    [
      'the event does not hold it',
      { change: given.change('PutKeyPolicy', { bypassedLockoutCheck: false }, given.role('Deploy')) },
    ],
    ['the change is about something else', { change: given.change('EnableKey', {}, given.role('Deploy')) }],
  ];
  test.each(cases)('does not where %s', (_, over) => {
    expect(news(over)).toBeUndefined();
  });

  test('does where nothing is approved, with the rest of the key as it is', () => {
    const { baseline: _, ...unknown } = given.subject({
      change: given.putPolicy(made, given.role('Deploy')),
    });
    expect(keyNews(unknown, policyDuty, 0)).toMatchObject({ policy: made, state: 'Enabled' });
  });
});
