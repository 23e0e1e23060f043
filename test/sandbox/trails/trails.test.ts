import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, arnOf, ELSEWHERE, HOME, refusal, startTrails, stranger } from './account.ts';

describe('A trail', () => {
  test('starts out with the settings that AWS gives it, logging nothing', () => {
    const { call, create } = startTrails();
    expect(create('audit')).toEqual({
      Name: 'audit',
      S3BucketName: 'logs-of-ours',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      LogFileValidationEnabled: false,
      IsOrganizationTrail: false,
      TrailARN: arnOf('audit'),
    });
    expect(call('GetTrailStatus', { Name: 'audit' })).toEqual({ IsLogging: false });
  });

  test('logs between StartLogging and StopLogging', () => {
    const { call, create } = startTrails();
    create('audit');
    call('StartLogging', { Name: 'audit' });
    expect(call('GetTrailStatus', { Name: arnOf('audit') })).toMatchObject({ IsLogging: true });
    call('StopLogging', { Name: arnOf('audit') });
    const at = Date.UTC(2026, 10, 1, 10) / 1000;
    expect(call('GetTrailStatus', { Name: 'audit' })).toEqual({
      IsLogging: false,
      StartLoggingTime: at,
      StopLoggingTime: at,
    });
  });

  test('keeps the settings that an update does not give', () => {
    const { call, create } = startTrails();
    create('audit', { EnableLogFileValidation: true, S3KeyPrefix: 'trail' });
    const updated = { LogFileValidationEnabled: true, S3KeyPrefix: 'trail', IsMultiRegionTrail: true };
    expect(call('UpdateTrail', { Name: 'audit', IsMultiRegionTrail: true })).toMatchObject(updated);
    expect(call('GetTrail', { Name: 'audit' }).Trail).toMatchObject({ ...updated, HomeRegion: HOME });
  });

  test('is gone once it is deleted', () => {
    const { call, create, names } = startTrails();
    create('audit');
    call('DeleteTrail', { Name: 'audit' });
    expect(names()).toEqual([]);
    expect(() => call('GetTrail', { Name: 'audit' })).toThrow(refusal('TrailNotFoundException'));
  });

  test('is nothing to other accounts, which may have one of the same name', () => {
    const { call, create } = startTrails();
    create('audit');
    const theirs = (operation: string, Name: string) => call(operation, { Name }, HOME, stranger);
    expect(() => theirs('StopLogging', arnOf('audit'))).toThrow(refusal('TrailNotFoundException'));
    call('CreateTrail', { Name: 'audit', S3BucketName: 'logs-of-theirs' }, HOME, stranger);
    expect(call('GetTrail', { Name: 'audit' }).Trail).toMatchObject({ S3BucketName: 'logs-of-ours' });
  });
});

describe('A multi-Region trail', () => {
  test('shows in every Region, as a shadow that can be left out', () => {
    const { create, names } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true });
    create('here');
    expect(names(HOME)).toEqual(['everywhere', 'here']);
    expect(names(ELSEWHERE)).toEqual(['everywhere']);
    expect(names(ELSEWHERE, { includeShadowTrails: false })).toEqual([]);
  });

  test('is read in other Regions by its ARN only', () => {
    const { call, create, names } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true });
    const status = (Name: string) => call('GetTrailStatus', { Name }, ELSEWHERE);
    expect(status(arnOf('everywhere'))).toEqual({ IsLogging: false });
    expect(() => status('everywhere')).toThrow(refusal('TrailNotFoundException'));
    expect(names(ELSEWHERE, { trailNameList: ['everywhere'] })).toEqual([]);
    expect(names(ELSEWHERE, { trailNameList: [arnOf('everywhere')] })).toEqual(['everywhere']);
  });

  test.each([
    ['StopLogging', { Name: arnOf('everywhere') }],
    ['StartLogging', { Name: 'everywhere' }],
    ['UpdateTrail', { Name: arnOf('everywhere'), IsMultiRegionTrail: false }],
    ['DeleteTrail', { Name: arnOf('everywhere') }],
    ['PutEventSelectors', { TrailName: arnOf('everywhere'), EventSelectors: [{}] }],
  ])('takes %s in its home Region only', (operation, input) => {
    const { call, create } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true });
    expect(() => call(operation, input, ELSEWHERE)).toThrow(refusal('InvalidHomeRegionException'));
    expect(() => call(operation, input, HOME)).not.toThrow();
  });

  test('has its name to itself in all Regions', () => {
    const { call, create } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true });
    expect(() => create('everywhere', {}, ELSEWHERE)).toThrow(refusal('TrailAlreadyExistsException'));
    create('one');
    create('one', {}, ELSEWHERE);
    expect(() => call('UpdateTrail', { Name: 'one', IsMultiRegionTrail: true })).toThrow(
      refusal('TrailAlreadyExistsException'),
    );
  });

  test('loses its shadows when it is made a single-Region trail', () => {
    const { call, create, names } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true });
    call('UpdateTrail', { Name: 'everywhere', IsMultiRegionTrail: false });
    expect(names(ELSEWHERE)).toEqual([]);
  });
});

describe('CloudTrail refuses', () => {
  test.each([
    ['ab', 'too short'],
    ['a'.repeat(129), 'too long'],
    ['-audit', 'not starting with a letter or digit'],
    ['audit.', 'not ending with one'],
    ['my--audit', 'two dashes together'],
    ['my audit', 'a space'],
    ['192.168.5.4', 'an IP address'],
  ])('the trail name %s: %s', (name) => {
    const { create } = startTrails();
    expect(() => create(name)).toThrow(refusal('InvalidTrailNameException'));
  });

  test('an ARN that is of no trail', () => {
    const { call } = startTrails();
    const Name = `arn:aws:s3:::${ACCOUNT}`;
    expect(() => call('StopLogging', { Name })).toThrow(refusal('CloudTrailARNInvalidException'));
  });

  test('a trail without a bucket', () => {
    const { call } = startTrails();
    expect(() => call('CreateTrail', { Name: 'audit' })).toThrow(refusal('InvalidS3BucketNameException'));
  });

  test('a multi-Region trail without the events of global services', () => {
    const { create } = startTrails();
    const settings = { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false };
    expect(() => create('audit', settings)).toThrow(refusal('InvalidParameterCombinationException'));
  });

  test('a second trail of one name', () => {
    const { create } = startTrails();
    create('audit');
    expect(() => create('audit')).toThrow(refusal('TrailAlreadyExistsException'));
  });

  test('a sixth trail in a Region, where a shadow counts as one', () => {
    const { create } = startTrails();
    create('everywhere', { IsMultiRegionTrail: true }, ELSEWHERE);
    for (const name of ['one', 'two', 'three', 'four']) create(name);
    expect(() => create('five')).toThrow(refusal('MaximumNumberOfTrailsExceededException'));
  });

  test('operations that the sandbox has not', () => {
    const { call, records } = startTrails();
    expect(() => call('CreateEventDataStore')).toThrow(refusal('UnknownOperationException'));
    expect(() => call('constructor')).toThrow(refusal('UnknownOperationException'));
    expect(records).toEqual([]);
  });
});
