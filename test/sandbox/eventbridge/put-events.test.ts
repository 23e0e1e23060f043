import { expect, test } from '@jest/globals';
import { BusEvents } from '../../../sandbox/eventbridge/put-events.ts';

const from = { account: '111122223333', region: 'us-east-1' };
const good = { Source: 'mine', DetailType: 'Something', Detail: '{"a":1}', EventBusName: 'bus' };
const buses = () => new BusEvents({ random: (size) => Buffer.alloc(size) });

test('an event is kept as it was put', () => {
  const bus = buses();
  expect(bus.call('PutEvents', { Entries: [good] }, from)).toMatchObject({ FailedEntryCount: 0 });
  expect(bus.events).toMatchObject([
    { bus: 'bus', account: '111122223333', source: 'mine', detailType: 'Something', detail: { a: 1 } },
  ]);
});

test.each([
  ['no source', { Source: undefined }, 'InvalidArgument'],
  ['a detail-type of more than 128 characters', { DetailType: 'x'.repeat(129) }, 'InvalidArgument'],
  ['a detail that is no JSON object', { Detail: '[1]' }, 'MalformedDetail'],
  ['a source of AWS', { Source: 'aws.kms' }, 'NotAuthorizedForSourceException'],
])('an entry with %s fails alone: the call succeeds', (_, wrong, ErrorCode) => {
  const bus = buses();
  expect(bus.call('PutEvents', { Entries: [{ ...good, ...wrong }, good] }, from)).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode }, { EventId: expect.any(String) }],
  });
  expect(bus.events).toHaveLength(1);
});

test.each([
  ['no entry', []],
  ['more than ten', Array.from({ length: 11 }, () => good)],
  ['more than 1 MB', [{ ...good, Detail: JSON.stringify({ a: 'x'.repeat(1_048_576) }) }]],
])('a call with %s is refused whole', (_, Entries) => {
  expect(() => buses().call('PutEvents', { Entries }, from)).toThrow(
    expect.objectContaining({ code: 'ValidationException' }),
  );
});
