import { describe, expect, test } from '@jest/globals';
import { keyCreator } from '../../shared/rules/key-creator.ts';
import { keyOrigin } from '../../shared/rules/key-origin.ts';
import { keySpec } from '../../shared/rules/key-spec.ts';
import { keyUsage } from '../../shared/rules/key-usage.ts';
import { multiRegion } from '../../shared/rules/multi-region.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import * as given from './subject.ts';

const { creation } = given.governance();
const governance = given.governance({
  creation: {
    ...creation,
    containment: 'disable',
    specs: ['RSA_4096'],
    origins: ['AWS_CLOUDHSM'],
    usages: ['SIGN_VERIFY'],
    multiRegion: 'forbidden',
    createdBy: ['role/Deploy'],
  },
});
const created = given.change('CreateKey', { bypassedLockoutCheck: false, multiRegion: true, tags: {} });
const { baseline: _, ...unapproved } = given.subject({
  snapshot: given.snapshot({ multiRegion: 'primary' }),
  change: created,
  governance,
});
const remedies = (subject: Subject) =>
  [keySpec, keyOrigin, keyUsage, multiRegion, keyCreator].map(
    (rule) => rule.check(subject).map(({ remedy }) => remedy)[0] ?? 'none',
  );
const disabled = Array(5).fill('disable-key');
const told = Array(5).fill('none');

test('a new key that breaks what cannot be changed later is disabled, whichever rule it breaks', () => {
  expect(remedies(unapproved)).toEqual(disabled);
});

describe('nothing is disabled', () => {
  test('where the standard only tells', () => {
    const alert = given.governance({ creation: { ...governance.creation, containment: 'alert' } });
    expect(remedies({ ...unapproved, governance: alert })).toEqual(told);
  });

  test('in an audit', () => {
    const { change: _, ...swept } = unapproved;
    expect(remedies(swept)).toEqual(told);
  });

  test('of a key that has a baseline', () => {
    expect(remedies({ ...unapproved, baseline: given.baseline() })).toEqual(told);
  });

  test('by news that comes an hour late', () => {
    const at = Date.parse(created.at);
    expect(remedies({ ...unapproved, at: at + 3_599_999 })).toEqual(disabled);
    expect(remedies({ ...unapproved, at: at + 3_600_000 })).toEqual(told);
  });

  test('of the primary, when it is replicated', () => {
    const change = given.change('ReplicateKey', { bypassedLockoutCheck: false, replicaRegion: 'eu-west-1' });
    expect(remedies({ ...unapproved, change })).toEqual(told);
  });

  test('that waits for its material: KMS could not', () => {
    const snapshot = given.snapshot({ state: 'PendingImport', origin: 'EXTERNAL', multiRegion: 'primary' });
    expect(remedies({ ...unapproved, snapshot })).toEqual(told);
  });
});
