import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEventSelectors } from '../../sandbox/trails/event-selectors.ts';
import { readAdvancedSelectors } from '../../sandbox/trails/field-selectors.ts';
import { selectsKms } from '../../sandbox/trails/logs-kms.ts';
import type { Selectors } from '../../sandbox/trails/trail.ts';
import { toAwsSelectors } from '../../shared/perimeter/event-selectors.ts';
import { kmsCallsLogged, loggingAll, logsAllOfKms, logsManagement } from '../../shared/perimeter/logs-kms.ts';
import type { BasicSelector, EventSelectors, FieldSelector } from '../../shared/perimeter/trail.ts';
import {
  advancedSelectors,
  basicSelectors,
  dataEvents,
  KMS,
  logs,
  managementEvents,
  RDS,
  strangeSelectors,
} from './selectors.ts';

const runs = { numRuns: 3000 };
const taken = fc.oneof(basicSelectors, advancedSelectors);
const kmsEvents = managementEvents.filter(({ eventSource }) => eventSource === KMS);

/** The same selectors, as the sandbox's CloudTrail reads them; it refuses what AWS would. */
function inSandbox(selectors: EventSelectors): Selectors {
  const aws = toAwsSelectors(selectors);
  return 'EventSelectors' in aws
    ? { kind: 'basic', selectors: readEventSelectors(aws.EventSelectors) }
    : { kind: 'advanced', selectors: readAdvancedSelectors(aws.AdvancedEventSelectors) };
}

const selector = (more: Partial<BasicSelector>): BasicSelector => ({
  readWrite: 'All',
  management: true,
  excludedSources: [],
  ...more,
});
const basic = (...selectors: readonly Partial<BasicSelector>[]): EventSelectors => ({
  kind: 'basic',
  selectors: selectors.map(selector),
});
const management: FieldSelector = { field: 'eventCategory', equals: ['Management'] };
const advanced = (...selectors: readonly (readonly FieldSelector[])[]): EventSelectors => ({
  kind: 'advanced',
  selectors: selectors.map((fields) => ({ fields })),
});
const objects: readonly FieldSelector[] = [
  { field: 'eventCategory', equals: ['Data'] },
  { field: 'resources.type', equals: ['AWS::S3::Object'] },
];
const dataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }];

describe('what of KMS is logged', () => {
  test('is what the sandbox, which shares no code with this, says', () => {
    fc.assert(
      fc.property(taken, (selectors) => {
        const theirs = inSandbox(selectors);
        expect(kmsCallsLogged(selectors)).toEqual({
          reads: selectsKms(theirs, 'read'),
          writes: selectsKms(theirs, 'write'),
        });
      }),
      runs,
    );
  });

  test('is everything only where every event is logged, whatever the selectors go by', () => {
    fc.assert(
      fc.property(fc.oneof(taken, strangeSelectors), (selectors) => {
        if (logsAllOfKms(selectors)) expect(kmsEvents.filter((each) => !logs(selectors, each))).toEqual([]);
      }),
      runs,
    );
  });

  test('management events are logged where one of them is', () => {
    fc.assert(
      fc.property(taken, (selectors) => {
        const some = managementEvents.some((each) => logs(selectors, each));
        expect(logsManagement(selectors)).toBe(some);
      }),
      runs,
    );
  });

  test.each([
    ['no selector at all', basic(), false],
    ['another category', advanced(objects), false],
    ['a source that is KMS', advanced([management, { field: 'eventSource', equals: [KMS] }]), true],
    ['a source that starts so', advanced([management, { field: 'eventSource', startsWith: ['kms'] }]), true],
    [
      'a source that ends so',
      advanced([management, { field: 'eventSource', endsWith: ['s.amazonaws.com'] }]),
      true,
    ],
    [
      'a source that must not start so',
      advanced([management, { field: 'eventSource', notStartsWith: ['kms'] }]),
      false,
    ],
    [
      'a source that must not end so',
      advanced([management, { field: 'eventSource', notEndsWith: ['.com'] }]),
      false,
    ],
    ['another source', advanced([management, { field: 'eventSource', equals: [RDS] }]), false],
    ['one call of KMS', advanced([management, { field: 'eventName', equals: ['Decrypt'] }]), false],
    [
      'reads by one selector, writes by another',
      advanced(
        [management, { field: 'readOnly', equals: ['true'] }],
        [management, { field: 'readOnly', equals: ['false'] }],
      ),
      true,
    ],
  ])('%s', (_, selectors, all) => {
    expect(logsAllOfKms(selectors)).toBe(all);
  });
});

describe('the same selectors, logging all of KMS', () => {
  test('log every KMS call', () => {
    fc.assert(
      fc.property(fc.oneof(taken, strangeSelectors), (selectors) => {
        const after = loggingAll(selectors);
        expect(logsAllOfKms(after)).toBe(true);
        expect(kmsEvents.filter((each) => !logs(after, each))).toEqual([]);
      }),
      runs,
    );
  });

  test('lose nothing that was logged before', () => {
    fc.assert(
      fc.property(fc.oneof(taken, strangeSelectors), (selectors) => {
        const after = loggingAll(selectors);
        const before = managementEvents.filter((each) => logs(selectors, each));
        expect(before.filter((each) => !logs(after, each))).toEqual([]);
      }),
      runs,
    );
  });

  test('log the data events that were logged before, and no others', () => {
    fc.assert(
      fc.property(taken, (selectors) => {
        const after = loggingAll(selectors);
        expect(dataEvents.filter((each) => logs(after, each))).toEqual(
          dataEvents.filter((each) => logs(selectors, each)),
        );
      }),
      runs,
    );
  });

  test('are the very same where nothing was left out', () => {
    fc.assert(
      fc.property(taken, (selectors) => {
        if (logsAllOfKms(selectors)) expect(loggingAll(selectors)).toBe(selectors);
      }),
      runs,
    );
  });

  test('are accepted by CloudTrail, as those before were', () => {
    fc.assert(
      fc.property(taken, (selectors) => {
        expect(() => inSandbox(loggingAll(selectors))).not.toThrow();
      }),
      runs,
    );
  });

  test.each([
    [
      'KMS is no longer excluded, and what else was still is',
      basic({ excludedSources: [KMS, RDS] }),
      basic({ excludedSources: [RDS] }),
    ],
    [
      'a selector of management events alone takes reads as well',
      basic({ readWrite: 'WriteOnly' }),
      basic({}),
    ],
    [
      'one with data events stays as it is, and a new one is added',
      basic({ readWrite: 'WriteOnly', excludedSources: [RDS], dataResources }),
      basic({ readWrite: 'WriteOnly', excludedSources: [RDS], dataResources }, { excludedSources: [RDS] }),
    ],
    [
      'a trail of data events gets a selector of management events',
      basic({ management: false, dataResources }),
      basic({ management: false, dataResources }, {}),
    ],
    [
      'a service that only one of two leaves out is left out no more',
      basic(
        { readWrite: 'WriteOnly', excludedSources: [RDS], dataResources },
        { readWrite: 'WriteOnly', dataResources },
      ),
      basic(
        { readWrite: 'WriteOnly', excludedSources: [RDS], dataResources },
        { readWrite: 'WriteOnly', dataResources },
        {},
      ),
    ],
    [
      'of five, two that are alike become one, so that there is room',
      basic(
        { readWrite: 'ReadOnly', management: false, dataResources },
        { management: false, dataResources },
        { readWrite: 'WriteOnly', excludedSources: [RDS], dataResources },
        { readWrite: 'WriteOnly', management: false, dataResources },
        { readWrite: 'WriteOnly', management: false, dataResources },
      ),
      basic(
        { readWrite: 'ReadOnly', management: false, dataResources },
        { management: false, dataResources },
        {
          readWrite: 'WriteOnly',
          excludedSources: [RDS],
          dataResources: [...dataResources, ...dataResources],
        },
        { readWrite: 'WriteOnly', management: false, dataResources },
        { excludedSources: [RDS] },
      ),
    ],
    [
      'an advanced selector no longer leaves KMS out',
      advanced([management, { field: 'eventSource', notEquals: [KMS] }], objects),
      advanced([management], objects),
    ],
    [
      'and still leaves out what else it did',
      advanced([management, { field: 'eventSource', notEquals: [RDS, KMS] }]),
      advanced([management, { field: 'eventSource', notEquals: [RDS] }]),
    ],
    [
      'an advanced selector of write events takes reads as well',
      advanced(objects, [management, { field: 'readOnly', equals: ['false'] }]),
      advanced(objects, [management]),
    ],
  ])('%s', (_, before, after) => {
    expect(loggingAll(before)).toEqual(after);
  });

  test('a trail of data events, by advanced selectors, gets one of management events', () => {
    const { selectors } = loggingAll(advanced(objects));
    expect(selectors).toEqual([{ fields: objects }, { name: 'All management events', fields: [management] }]);
  });

  test('what cannot be understood of an advanced selector stays, beside a new one', () => {
    const one = [management, { field: 'eventName', equals: ['Decrypt'] }];
    const sourced = [management, { field: 'eventSource', equals: [RDS], notEquals: [KMS] }];
    expect(loggingAll(advanced(one, sourced)).selectors).toMatchObject([
      { fields: one },
      { fields: [management, { field: 'eventSource', equals: [RDS] }] },
      { fields: [management] },
    ]);
  });
});
