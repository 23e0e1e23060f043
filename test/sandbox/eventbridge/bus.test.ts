import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { EventBus, envelopeOf } from '../../../sandbox/eventbridge/bus.ts';
import { parsePattern } from '../../../sandbox/eventbridge/parse-pattern.ts';

const record = {
  eventSource: 'kms.amazonaws.com',
  eventName: 'PutKeyPolicy',
  eventType: 'AwsApiCall',
  eventTime: '2026-01-01T00:00:00Z',
  awsRegion: 'eu-west-1',
  recipientAccountId: '111122223333',
};

describe('An event', () => {
  test('of an API call carries the record, and says where and when it was made', () => {
    expect(envelopeOf(record, 'id-1', 0)).toEqual({
      version: '0',
      id: 'id-1',
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.kms',
      account: '111122223333',
      time: '2026-01-01T00:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail: record,
    });
  });

  test('of the service itself has its own detail type', () => {
    const event = envelopeOf({ ...record, eventType: 'AwsServiceEvent' }, 'id-1', 0);
    expect(event['detail-type']).toBe('AWS Service Event via CloudTrail');
  });
});

describe('The event bus', () => {
  test('sends an event to the queues of every rule that matches, and of no other', () => {
    const rule = (name: string, eventName: string) => ({
      name,
      pattern: parsePattern({ detail: { eventName: [eventName] } }),
      queues: [`${name}-queue`],
    });
    const sent: [string, string][] = [];
    const bus = new EventBus({
      rules: [rule('one', 'PutKeyPolicy'), rule('two', 'DisableKey'), rule('three', 'PutKeyPolicy')],
      send: (queue, body) => sent.push([queue, JSON.parse(body).detail.eventName]),
      clock: () => 0,
      random: randomBytes,
    });
    expect(bus.put(record)).toEqual(['one', 'three']);
    expect(sent).toEqual([
      ['one-queue', 'PutKeyPolicy'],
      ['three-queue', 'PutKeyPolicy'],
    ]);
  });
});
