import { KMSClient } from '@aws-sdk/client-kms';
import { expect, test } from '@jest/globals';
import { readLastUse } from '../../shared/keys/read-last-use.ts';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const day = (date: string) => Date.parse(date) / 1000;

/** KMS, whose every answer is this. */
const kmsAnswering = (answer: object, statusCode = 200) =>
  new KMSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: {
      async handle() {
        const { Readable } = await import('node:stream');
        const headers = { 'content-type': 'application/x-amz-json-1.1' };
        const body = Readable.from([Buffer.from(JSON.stringify(answer))]);
        return { response: { statusCode, headers, body } };
      },
    },
  });

test.each([
  [
    'the last use, with its operation',
    {
      KeyLastUsage: { Operation: 'Decrypt', Timestamp: day('2026-10-01') },
      TrackingStartDate: day('2026-01-01'),
      KeyCreationDate: day('2025-01-01'),
    },
    { kind: 'used', at: '2026-10-01T00:00:00.000Z', operation: 'Decrypt' },
  ],
  [
    'a use of which KMS tells no more than the time',
    { KeyLastUsage: { Timestamp: day('2026-10-01') }, TrackingStartDate: day('2026-01-01') },
    { kind: 'used', at: '2026-10-01T00:00:00.000Z' },
  ],
  [
    'a key older than what KMS keeps track of',
    { KeyLastUsage: {}, TrackingStartDate: day('2026-01-01'), KeyCreationDate: day('2025-01-01') },
    { kind: 'unused', since: '2026-01-01T00:00:00.000Z' },
  ],
  [
    'a key that KMS has kept track of from the start',
    { KeyLastUsage: {}, TrackingStartDate: day('2026-01-01'), KeyCreationDate: day('2026-01-01') },
    { kind: 'never' },
  ],
  [
    'a key whose creation KMS does not tell',
    { TrackingStartDate: day('2026-01-01') },
    { kind: 'unused', since: '2026-01-01T00:00:00.000Z' },
  ],
  [
    'a key that KMS does not keep track of',
    { KeyLastUsage: {}, KeyCreationDate: day('2026-01-01') },
    { kind: 'unknown', why: 'KMS does not keep track of this key' },
  ],
])('%s', async (_, answer, lastUse) => {
  expect(await readLastUse(kmsAnswering(answer), arn)).toEqual(lastUse);
});

test('a refusal is no failure: nobody knows, and why is said', async () => {
  const refusing = kmsAnswering({ __type: 'AccessDeniedException', message: 'not authorized' }, 400);
  expect(await readLastUse(refusing, arn)).toEqual({
    kind: 'unknown',
    why: expect.stringMatching(/^AccessDeniedException: /),
  });
});
