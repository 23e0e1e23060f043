import { describe, expect, test } from '@jest/globals';
import { ACCOUNT, alice, arnOf, HOME, refusal, startTrails } from './account.ts';

describe('The record of a call to CloudTrail', () => {
  test('is shaped as AWS documents StartLogging', () => {
    const { call, create, records } = startTrails();
    create('myTrail');
    call('StartLogging', { Name: 'myTrail' });
    expect(records.at(-1)).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'IAMUser',
        principalId: expect.stringMatching(/^AIDA/),
        arn: alice.arn,
        accountId: ACCOUNT,
        accessKeyId: alice.accessKeyId,
        userName: 'alice',
      },
      eventTime: '2026-11-01T10:00:00Z',
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'StartLogging',
      awsRegion: HOME,
      sourceIPAddress: '192.0.2.10',
      userAgent: 'sandbox',
      requestParameters: { name: 'myTrail' },
      responseElements: null,
      requestID: expect.any(String),
      eventID: expect.any(String),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: ACCOUNT,
      eventCategory: 'Management',
      tlsDetails: expect.objectContaining({
        clientProvidedHostHeader: 'cloudtrail.us-east-1.amazonaws.com',
      }),
    });
  });

  test.each(['StopLogging', 'DeleteTrail'])('of %s has the name or ARN as it was given', (eventName) => {
    const { call, create, records } = startTrails();
    create('audit');
    call(eventName, { Name: arnOf('audit') });
    expect(records.at(-1)).toMatchObject({
      eventName,
      requestParameters: { name: arnOf('audit') },
      responseElements: null,
    });
  });

  test('of CreateTrail and UpdateTrail has the settings', () => {
    const { call, create, records } = startTrails();
    create('audit', { EnableLogFileValidation: true });
    call('UpdateTrail', { Name: 'audit', EnableLogFileValidation: false });
    expect(records).toMatchObject([
      {
        eventName: 'CreateTrail',
        requestParameters: { name: 'audit', s3BucketName: 'logs-of-ours', enableLogFileValidation: true },
        responseElements: { name: 'audit', trailARN: arnOf('audit'), logFileValidationEnabled: true },
      },
      {
        eventName: 'UpdateTrail',
        requestParameters: { name: 'audit', enableLogFileValidation: false },
        responseElements: { trailARN: arnOf('audit'), logFileValidationEnabled: false },
      },
    ]);
  });

  test('of PutEventSelectors has the selectors', () => {
    const { call, create, records } = startTrails();
    create('audit');
    const EventSelectors = [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: false }];
    call('PutEventSelectors', { TrailName: 'audit', EventSelectors });
    expect(records.at(-1)).toMatchObject({
      requestParameters: {
        trailName: 'audit',
        eventSelectors: [{ readWriteType: 'ReadOnly', includeManagementEvents: false }],
      },
      responseElements: {
        eventSelectors: [{ dataResources: [], excludeManagementEventSources: [] }],
        trailARN: arnOf('audit'),
      },
    });
  });

  test('of a refused call has its error', () => {
    const { call, records } = startTrails();
    expect(() => call('UpdateTrail', { Name: 'myTrail2' })).toThrow(refusal('TrailNotFoundException'));
    expect(records).toMatchObject([
      {
        errorCode: 'TrailNotFoundException',
        errorMessage: `Unknown trail: myTrail2 for the user: ${ACCOUNT}`,
        requestParameters: { name: 'myTrail2' },
        responseElements: null,
      },
    ]);
  });

  test('is not made of a read', () => {
    const { call, create, names, records } = startTrails();
    create('audit');
    names();
    call('GetEventSelectors', { TrailName: 'audit' });
    call('GetTrailStatus', { Name: 'audit' });
    expect(records).toHaveLength(1);
  });
});
