import { describe, expect, test } from '@jest/globals';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { coverageOf, leavesOutKms } from '../../shared/perimeter/kms-coverage.ts';
import type { EventSelectors, KmsCalls, TrailSnapshot } from '../../shared/perimeter/trail.ts';
import { trailSteps } from '../../shared/remediation/trail-steps.ts';

const subject = (snapshot: Partial<TrailSnapshot>) =>
  exampleSubject({ name: 'a trail', snapshot }, 'trail' as const);
const stepsFor = (snapshot: Partial<TrailSnapshot>) => trailSteps('restart-logging', subject(snapshot));

const basic = (more: object): EventSelectors => ({
  kind: 'basic',
  selectors: [{ readWrite: 'All', management: true, excludedSources: [], ...more }],
});
const writes = basic({ readWrite: 'WriteOnly' });
const dataOnly = basic({ management: false });
const other = (kms: Partial<KmsCalls> = {}, multiRegion = true) => ({
  name: 'other',
  multiRegion,
  kms: { reads: true, writes: true, ...kms },
});

const start = { kind: 'start-logging', trail: 'audit' };
const select = { kind: 'put-event-selectors', trail: 'audit', selectors: basic({}), replaces: writes };

describe('what makes a trail log KMS', () => {
  test.each([
    ['a trail that is stopped is started', { state: 'stopped' }, [start]],
    ['one that was never started, too', { state: 'never-started' }, [start]],
    ['one that leaves KMS out has it back', { selectors: writes }, [select]],
    [
      'one that is stopped and leaves KMS out is started first',
      { state: 'stopped', selectors: writes },
      [start, select],
    ],
    [
      'one that shares the work with another is only started',
      { state: 'stopped', selectors: writes, others: [other({ writes: false })] },
      [start],
    ],
    ['one that logs all of KMS needs nothing', {}, []],
  ] as const)('%s', (_, snapshot, steps) => {
    expect(stepsFor(snapshot)).toEqual({ steps });
  });

  test('a trail that is gone is made again by those who know its settings', () => {
    expect(stepsFor({ state: 'gone' })).toEqual({ why: expect.stringContaining('created again') });
  });

  test('nothing else is done to a trail', () => {
    expect(trailSteps('enable-key', subject({}))).toEqual({ why: 'nothing does enable-key to a trail' });
  });
});

describe('KMS is logged', () => {
  test.each([
    ['by the trail alone', {}, { complete: true, byOthers: false }],
    ['by nobody, the trail being stopped', { state: 'stopped' }, { complete: false, byOthers: false }],
    ['by another', { state: 'stopped', others: [other()] }, { complete: true, byOthers: true }],
    [
      'not by another in one Region, for a trail of all Regions',
      { state: 'stopped', others: [other({}, false)] },
      { complete: false, byOthers: false },
    ],
    [
      'by another in one Region, for a trail of that Region',
      { state: 'stopped', multiRegion: false, others: [other({}, false)] },
      { complete: true, byOthers: true },
    ],
    [
      'by another in one Region, for a trail of data events',
      { state: 'stopped', selectors: dataOnly, others: [other({}, false)] },
      { complete: true, byOthers: true },
    ],
    [
      'not by another in one Region, for a trail that is gone',
      { state: 'gone', multiRegion: false, others: [other({}, false)] },
      { complete: false, byOthers: false },
    ],
    [
      'not by one that logs reads alone',
      { state: 'stopped', others: [other({ writes: false })] },
      { complete: false, byOthers: false },
    ],
    [
      'by the two together',
      { selectors: writes, others: [other({ writes: false })] },
      { complete: true, byOthers: false },
    ],
  ] as const)('%s', (_, snapshot, expected) => {
    expect(coverageOf(subject(snapshot).snapshot)).toEqual(expected);
  });
});

describe('a trail leaves KMS out', () => {
  test.each([
    ['which logs all of it', {}, false],
    ['which logs writes alone, and no other is there', { selectors: writes }, true],
    ['which logs writes alone, and another all', { selectors: writes, others: [other()] }, true],
    ['not where another has the reads', { selectors: writes, others: [other({ writes: false })] }, false],
    [
      'not where it is of data events, and another logs KMS',
      { selectors: dataOnly, others: [other()] },
      false,
    ],
    ['where it is of data events, and no other logs KMS', { selectors: dataOnly }, true],
  ] as const)('%s', (_, snapshot, expected) => {
    expect(leavesOutKms(subject(snapshot).snapshot)).toBe(expected);
  });
});
