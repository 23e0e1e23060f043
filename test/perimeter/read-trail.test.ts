import { describe, expect, test } from '@jest/globals';
import type { Change } from '../../shared/events/change.ts';
import { readDetails } from '../../shared/events/operations.ts';
import { readSelectors, toAwsSelectors } from '../../shared/perimeter/event-selectors.ts';
import { readTrail, stateOf, type TrailReader } from '../../shared/perimeter/read-trail.ts';
import { trailNamed } from '../../shared/perimeter/trail-arn.ts';

const account = '111122223333';
const region = 'us-east-1';
const arn = `arn:aws:cloudtrail:${region}:${account}:trail/audit`;
const trail = { arn, account, region, name: 'audit' };

const at = '2026-11-02T10:00:00Z';
const earlier = new Date('2026-11-01T10:00:00.000Z');
const changed = (operation: 'StopLogging' | 'DeleteTrail' | 'UpdateTrail') =>
  ({ operation, at, details: {} }) as unknown as Change;

describe('the state of a trail', () => {
  const logging = { IsLogging: true, StartLoggingTime: earlier };
  test.each([
    ['is logging', logging, undefined, 'logging'],
    ['is stopped', { ...logging, IsLogging: false, StopLoggingTime: new Date(at) }, undefined, 'stopped'],
    [
      'is stopped, though never started',
      { IsLogging: false, StopLoggingTime: new Date(at) },
      undefined,
      'stopped',
    ],
    ['was never started', { IsLogging: false }, undefined, 'never-started'],
    ['is stopped, though CloudTrail does not know yet', logging, changed('StopLogging'), 'stopped'],
    ['is gone, though CloudTrail does not know yet', logging, changed('DeleteTrail'), 'gone'],
    [
      'is logging, for it was started after the stop',
      { ...logging, StartLoggingTime: new Date(at) },
      changed('StopLogging'),
      'logging',
    ],
    ['is logging, and something else about it was changed', logging, changed('UpdateTrail'), 'logging'],
    ['is logging since nobody knows when', { IsLogging: true }, changed('StopLogging'), 'logging'],
  ] as const)('%s', (_, status, change, state) => {
    expect(stateOf(status, change)).toBe(state);
  });
});

const all = { EventSelectors: [{ ReadWriteType: 'All' as const, IncludeManagementEvents: true }] };

/** CloudTrail with the trail to read and one of the organization beside it, which answers as told. */
function beside(answer: () => Promise<{ readonly IsLogging: boolean }>): TrailReader {
  return {
    describeTrails: async () => ({
      trailList: [
        { Name: 'audit', TrailARN: arn, IsMultiRegionTrail: true },
        {
          Name: 'organization',
          TrailARN: arn.replace(account, '999999999999'),
          IsMultiRegionTrail: true,
          IsOrganizationTrail: true,
        },
      ],
    }),
    getTrailStatus: ({ Name }) => (Name === arn ? Promise.resolve({ IsLogging: true }) : answer()),
    getEventSelectors: async () => all,
  };
}

const failing = (name: string) => async () => {
  throw Object.assign(new Error('no'), { name });
};

describe('the trails beside one', () => {
  test('count while they are logging, those of the organization among them', async () => {
    const { others, unread } = await readTrail(
      beside(async () => ({ IsLogging: true })),
      trail,
    );
    expect(others).toEqual([{ name: 'organization', multiRegion: true, kms: { reads: true, writes: true } }]);
    expect(unread).toEqual([]);
  });

  test('count for nothing where they are stopped', async () => {
    const { others, unread } = await readTrail(
      beside(async () => ({ IsLogging: false })),
      trail,
    );
    expect([others, unread]).toEqual([[], []]);
  });

  test.each([
    'AccessDeniedException',
    'AccessDenied',
    'TrailNotFoundException',
    'UnsupportedOperationException',
  ])('count for nothing where CloudTrail answers %s, and are named', async (name) => {
    const { others, unread } = await readTrail(beside(failing(name)), trail);
    expect([others, unread]).toEqual([[], ['organization']]);
  });

  test('are asked for again where CloudTrail is too busy to answer', async () => {
    await expect(readTrail(beside(failing('ThrottlingException')), trail)).rejects.toThrow('no');
  });
});

describe('which trail is meant', () => {
  test.each([
    ['a name, in the caller’s account and Region', 'audit', region, arn],
    ['an ARN, wherever the call came from', arn, 'eu-west-1', arn],
    ['a name in China', 'audit', 'cn-north-1', `arn:aws-cn:cloudtrail:cn-north-1:${account}:trail/audit`],
    [
      'a name in GovCloud',
      'audit',
      'us-gov-west-1',
      `arn:aws-us-gov:cloudtrail:us-gov-west-1:${account}:trail/audit`,
    ],
    [
      'an event data store is none',
      `arn:aws:cloudtrail:${region}:${account}:eventdatastore/f852`,
      region,
      undefined,
    ],
  ])('%s', (_, given, from, expected) => {
    expect(trailNamed(given, { account, region: from })?.arn).toBe(expected);
  });

  test('is told by the answer before the request', () => {
    const { trail } = readDetails('UpdateTrail', { name: 'audit' }, { trailARN: arn }) as { trail?: string };
    expect(trail).toBe(arn);
    expect(readDetails('StopLogging', { name: 'audit' }, {})).toEqual({ trail: 'audit' });
    expect(readDetails('PutEventSelectors', { trailName: arn }, {})).toEqual({ trail: arn });
  });
});

describe('selectors', () => {
  const advanced = {
    AdvancedEventSelectors: [
      {
        Name: 'all but KMS',
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
        ],
      },
      { FieldSelectors: [{ Field: 'eventName', StartsWith: ['G'], NotEndsWith: ['l'] }] },
    ],
  };
  const basic = {
    EventSelectors: [
      {
        ReadWriteType: 'WriteOnly' as const,
        IncludeManagementEvents: false,
        DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
        ExcludeManagementEventSources: ['kms.amazonaws.com'],
      },
    ],
  };

  test.each([
    ['basic', basic],
    ['advanced', advanced],
  ])('that are %s are written as they were read', (kind, aws) => {
    const read = readSelectors(aws);
    expect(read.kind).toBe(kind);
    expect(toAwsSelectors(read)).toEqual(aws);
  });

  test('are read from the record of a call, whose names start small', () => {
    const eventSelectors = [{ readWriteType: 'ReadOnly', includeManagementEvents: true }];
    expect(readSelectors({ eventSelectors })).toEqual({
      kind: 'basic',
      selectors: [{ readWrite: 'ReadOnly', management: true, excludedSources: [] }],
    });
    const field = { field: 'readOnly', equals: ['true'] };
    expect(readSelectors({ advancedEventSelectors: [{ name: 'reads', fieldSelectors: [field] }] })).toEqual({
      kind: 'advanced',
      selectors: [{ name: 'reads', fields: [field] }],
    });
  });

  test('have AWS’s defaults for what is left out: all management events', () => {
    expect(readSelectors({ EventSelectors: [{}] }).selectors).toEqual([
      { readWrite: 'All', management: true, excludedSources: [] },
    ]);
  });
});
