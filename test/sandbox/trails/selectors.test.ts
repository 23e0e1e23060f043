import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, arnOf, ELSEWHERE, HOME, refusal, startTrails } from './account.ts';

const all = {
  ReadWriteType: 'All',
  IncludeManagementEvents: true,
  DataResources: [],
  ExcludeManagementEventSources: [],
};
const field = (Field: string, ...Equals: string[]) => ({ Field, Equals });
const management = field('eventCategory', 'Management');
const notKms = { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] };

function trailWith(selectors: Readonly<Record<string, unknown>>) {
  const started = startTrails();
  started.create('audit');
  started.call('StartLogging', { Name: 'audit' });
  return { ...started, put: () => started.call('PutEventSelectors', { TrailName: 'audit', ...selectors }) };
}

describe('The event selectors of a trail', () => {
  test('are at first all management events and no data events', () => {
    const { call, create } = startTrails();
    create('audit');
    expect(call('GetEventSelectors', { TrailName: 'audit' })).toEqual({
      TrailARN: arnOf('audit'),
      EventSelectors: [all],
    });
    expect(call('GetTrail', { Name: 'audit' }).Trail).toMatchObject({ HasCustomEventSelectors: false });
  });

  test('take what is left out from the defaults', () => {
    const { call, put } = trailWith({ EventSelectors: [{ ReadWriteType: 'WriteOnly' }] });
    const made = { TrailARN: arnOf('audit'), EventSelectors: [{ ...all, ReadWriteType: 'WriteOnly' }] };
    expect(put()).toEqual(made);
    expect(call('GetEventSelectors', { TrailName: arnOf('audit') })).toEqual(made);
    expect(call('GetTrail', { Name: 'audit' }).Trail).toMatchObject({ HasCustomEventSelectors: true });
  });

  test('give way to advanced ones', () => {
    const AdvancedEventSelectors = [{ Name: 'no KMS', FieldSelectors: [management, notKms] }];
    const { call, put } = trailWith({ AdvancedEventSelectors });
    put();
    expect(call('GetEventSelectors', { TrailName: 'audit' })).toEqual({
      TrailARN: arnOf('audit'),
      AdvancedEventSelectors,
    });
  });

  test.each([
    ['none at all', {}],
    ['both kinds', { EventSelectors: [{}], AdvancedEventSelectors: [{ FieldSelectors: [management] }] }],
    ['an empty list', { EventSelectors: [] }],
    ['six selectors', { EventSelectors: [{}, {}, {}, {}, {}, {}] }],
    ['a ReadWriteType that AWS has not', { EventSelectors: [{ ReadWriteType: 'read-only' }] }],
    [
      'a source that cannot be excluded',
      { EventSelectors: [{ ExcludeManagementEventSources: ['iam.amazonaws.com'] }] },
    ],
    ['a data resource of another type', { EventSelectors: [{ DataResources: [{ Type: 'AWS::KMS::Key' }] }] }],
    [
      '251 data resources',
      {
        EventSelectors: [
          { DataResources: [{ Type: 'AWS::S3::Object', Values: Array(251).fill('arn:aws:s3') }] },
        ],
      },
    ],
    ['no advanced selector', { AdvancedEventSelectors: [] }],
    ['no category', { AdvancedEventSelectors: [{ FieldSelectors: [field('readOnly', 'true')] }] }],
    [
      'two categories',
      { AdvancedEventSelectors: [{ FieldSelectors: [field('eventCategory', 'Management', 'Data')] }] },
    ],
    [
      'a field of another category',
      { AdvancedEventSelectors: [{ FieldSelectors: [management, field('eventName', 'x')] }] },
    ],
    ['no operator', { AdvancedEventSelectors: [{ FieldSelectors: [management, { Field: 'readOnly' }] }] }],
    [
      'a readOnly that is no boolean',
      { AdvancedEventSelectors: [{ FieldSelectors: [management, field('readOnly', 'no')] }] },
    ],
    [
      'management events of one source only',
      {
        AdvancedEventSelectors: [{ FieldSelectors: [management, field('eventSource', 'kms.amazonaws.com')] }],
      },
    ],
    [
      'data events of no type',
      { AdvancedEventSelectors: [{ FieldSelectors: [field('eventCategory', 'Data')] }] },
    ],
    [
      '501 values',
      {
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              field('eventCategory', 'Data'),
              field('resources.type', 'AWS::S3::Object'),
              field('eventName', ...Array(499).fill('GetObject')),
            ],
          },
        ],
      },
    ],
  ])('cannot be %s', (_, selectors) => {
    expect(trailWith(selectors).put).toThrow(refusal('InvalidEventSelectorsException'));
  });
});

describe('The management events of KMS', () => {
  const exclude = { ExcludeManagementEventSources: ['kms.amazonaws.com'] };
  const none = { IncludeManagementEvents: false };
  const advanced = (...FieldSelectors: readonly object[]) => ({
    AdvancedEventSelectors: [{ FieldSelectors }],
  });

  test.each([
    ['default selectors', 'write, read', {}],
    ['ReadWriteType WriteOnly', 'write', { EventSelectors: [{ ReadWriteType: 'WriteOnly' }] }],
    ['ReadWriteType ReadOnly', 'read', { EventSelectors: [{ ReadWriteType: 'ReadOnly' }] }],
    ['no management events', '', { EventSelectors: [none] }],
    ['KMS excluded', '', { EventSelectors: [exclude] }],
    [
      'one selector of two that takes them',
      'write',
      { EventSelectors: [none, { ReadWriteType: 'WriteOnly' }] },
    ],
    ['all management events', 'write, read', advanced(management)],
    ['management events that write', 'write', advanced(management, field('readOnly', 'false'))],
    ['management events but those of KMS', '', advanced(management, notKms)],
    ['data events', '', advanced(field('eventCategory', 'Data'), field('resources.type', 'AWS::S3::Object'))],
  ])('with %s: logs those that (%s)', (_, logged, selectors) => {
    const { trails, put } = trailWith(selectors);
    if (Object.keys(selectors).length > 0) put();
    const kinds = (['write', 'read'] as const).filter((access) => trails.logsKms(ACCOUNT, HOME, access));
    expect(kinds.join(', ')).toBe(logged);
  });

  test('are logged only while a trail logs, in its Regions, for its account', () => {
    const { trails, call, create } = startTrails();
    const logged = () => [trails.logsKms(ACCOUNT, HOME), trails.logsKms(ACCOUNT, ELSEWHERE)];
    create('audit');
    expect(logged()).toEqual([false, false]);
    call('StartLogging', { Name: 'audit' });
    expect(logged()).toEqual([true, false]);
    call('UpdateTrail', { Name: 'audit', IsMultiRegionTrail: true });
    expect(logged()).toEqual([true, true]);
    expect(trails.logsKms('444455556666', HOME)).toBe(false);
    call('StopLogging', { Name: 'audit' });
    expect(logged()).toEqual([false, false]);
  });
});
