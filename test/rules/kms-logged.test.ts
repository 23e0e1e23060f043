import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import type { EventSelectors, OtherTrail, TrailSnapshot } from '../../shared/perimeter/trail.ts';
import { judgeAs } from '../../shared/rules/judge.ts';
import { kmsLogged } from '../../shared/rules/kms-logged.ts';
import type { Example } from '../../shared/rules/rule.ts';

const findingsOf = (example: Omit<Example<'trail'>, 'name'>) =>
  judgeAs('trail', [kmsLogged], exampleSubject({ name: 'a trail', ...example }, 'trail'));

const by = 'role/KeyOwner';
const stopping = { operation: 'StopLogging', by };
const deleting = { operation: 'DeleteTrail', by };
const updating = { operation: 'UpdateTrail', by };

const backup: OtherTrail = { name: 'backup', multiRegion: true, kms: { reads: true, writes: true } };
const selecting = (more: object): EventSelectors => ({
  kind: 'basic',
  selectors: [{ readWrite: 'All', management: true, excludedSources: [], ...more }],
});

test('belongs to the function that looks after the perimeter', () => {
  expect([kmsLogged.scope, kmsLogged.duty]).toEqual(['trail', 'perimeter']);
});

describe('how grave it is', () => {
  test.each([
    ['critical where nobody logs KMS', [], 'critical'],
    ['high where another trail does', [backup], 'high'],
  ])('%s', (_, others, severity) => {
    for (const state of ['stopped', 'gone'] as const)
      expect(findingsOf({ snapshot: { state, others }, change: stopping })).toMatchObject([{ severity }]);
  });

  test('low where a trail of data events is made of one beside another that logs KMS', () => {
    const snapshot = { selectors: selecting({ management: false }), others: [backup] };
    expect(findingsOf({ snapshot, change: { operation: 'PutEventSelectors', by } })).toMatchObject([
      { severity: 'low' },
    ]);
  });

  test('as the standard says, where it does', () => {
    const standard = 'rules: { kms-logged: { severity: low } }';
    expect(findingsOf({ standard, snapshot: { state: 'stopped' } })).toMatchObject([{ severity: 'low' }]);
  });
});

describe('what is said of it', () => {
  const cases: readonly [string, Omit<Example<'trail'>, 'name'>, RegExp][] = [
    [
      'who stopped it',
      { snapshot: { state: 'stopped' }, change: stopping },
      /^role\/KeyOwner stopped this trail/,
    ],
    ['that it is stopped', { snapshot: { state: 'stopped' }, change: updating }, /is not logging/],
    ['that it is stopped, in a sweep', { snapshot: { state: 'stopped' } }, /is not logging/],
    [
      'who deleted it',
      { snapshot: { state: 'gone' }, change: deleting },
      /^role\/KeyOwner deleted this trail/,
    ],
    ['that it is gone', { snapshot: { state: 'gone' }, change: updating }, /is gone/],
    ['that it is gone, in a sweep', { snapshot: { state: 'gone' } }, /is gone/],
    [
      'what it leaves out: everything',
      { snapshot: { selectors: selecting({ excludedSources: ['kms.amazonaws.com'] }) } },
      /leaves out every KMS call/,
    ],
    [
      'what it leaves out: reads',
      { snapshot: { selectors: selecting({ readWrite: 'WriteOnly' }) } },
      /that only read, which is every use of a key/,
    ],
    [
      'what it leaves out: writes',
      { snapshot: { selectors: selecting({ readWrite: 'ReadOnly' }) } },
      /that change something/,
    ],
    [
      'who narrowed it',
      { snapshot: { multiRegion: false }, change: { ...updating, details: { multiRegion: false } } },
      /^role\/KeyOwner made this trail one of its home Region alone/,
    ],
  ];
  test.each(cases)('%s', (_, example, message) => {
    expect(findingsOf(example)).toMatchObject([{ message: expect.stringMatching(message) }]);
  });
});

describe('what puts it right', () => {
  test.each([
    ['a trail that is stopped', { state: 'stopped' }],
    ['a trail that is gone, which is told as a failure', { state: 'gone' }],
    ['a trail that leaves KMS out', { selectors: selecting({ management: false }) }],
  ] as const)('is started or given its selectors: %s', (_, snapshot) => {
    expect(findingsOf({ snapshot })).toMatchObject([{ remedy: 'restart-logging' }]);
  });

  test('is nothing that the guardian may do: a trail made one of its home Region', () => {
    const change = { ...updating, details: { multiRegion: false } };
    const [finding] = findingsOf({ snapshot: { multiRegion: false }, change });
    expect(finding?.remedy).toBeUndefined();
    expect(finding?.fix).toContain('--is-multi-region-trail');
  });
});

describe('the evidence', () => {
  const evidenceOf = (snapshot: Partial<TrailSnapshot>) =>
    findingsOf({ snapshot: { state: 'stopped', ...snapshot }, change: stopping })[0]?.evidence;

  test('is where the trail is, and that no other is logging', () => {
    expect(evidenceOf({})).toEqual(['it is a trail of all Regions', 'no other trail is logging here']);
    expect(evidenceOf({ multiRegion: false })).toEqual(['no other trail is logging here']);
    expect(evidenceOf({ state: 'gone' })).toEqual(['no other trail is logging here']);
  });

  test('is what each of the others logs', () => {
    const other = (reads: boolean, writes: boolean, multiRegion = true): OtherTrail => ({
      name: 'x',
      multiRegion,
      kms: { reads, writes },
    });
    expect(
      evidenceOf({
        multiRegion: false,
        others: [other(true, true, false), other(true, false), other(false, true), other(false, false)],
      }),
    ).toEqual([
      'beside it x logs every KMS call, in its home Region alone',
      'beside it x logs the KMS calls that only read',
      'beside it x logs the KMS calls that change something',
      'beside it x logs no KMS call',
    ]);
  });

  test('is which trails could not be looked at', () => {
    expect(evidenceOf({ multiRegion: false, unread: ['organization'] })).toEqual([
      'no other trail is logging here',
      'organization could not be looked at, and counts for nothing',
    ]);
  });
});
