import { expect, test } from '@jest/globals';
import type { LambdaFunctionURLResult } from 'aws-lambda';
import { functionUrlEvent, invokeByUrl } from '../../sandbox/function-url.ts';

const request = {
  method: 'POST',
  path: '/respond',
  query: 'a=1&b=2',
  headers: { 'content-type': 'application/json', 'user-agent': 'test', 'x-many': ['1', '2'] as never },
  body: Buffer.from('{"é":1}'),
  sourceIp: '127.0.0.1',
  requestId: 'r',
  at: 0,
};

test('a request becomes an event of payload format 2.0', () => {
  expect(functionUrlEvent(request)).toMatchObject({
    version: '2.0',
    rawPath: '/respond',
    rawQueryString: 'a=1&b=2',
    queryStringParameters: { a: '1', b: '2' },
    headers: { 'x-many': '1,2' },
    requestContext: {
      http: { method: 'POST', path: '/respond', userAgent: 'test' },
      time: '01/Jan/1970:00:00:00 +0000',
    },
    body: '{"é":1}',
    isBase64Encoded: false,
  });
});

test('what is no text comes as base64, forms included', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from('a=%26');
  expect(functionUrlEvent({ ...request, headers, body })).toMatchObject({
    body: body.toString('base64'),
    isBase64Encoded: true,
  });
});

test('a request without a body has none', () => {
  const event = functionUrlEvent({ ...request, body: Buffer.alloc(0) });
  expect(event).not.toHaveProperty('body');
  expect(event.isBase64Encoded).toBe(false);
});

test.each<[string, LambdaFunctionURLResult<unknown>, object]>([
  ['a status alone', { statusCode: 204 }, { status: 204, body: '' }],
  [
    'headers and a body',
    { statusCode: 200, headers: { 'Content-Type': 'text/plain' }, body: 'x' },
    { status: 200, headers: { 'content-type': 'text/plain' }, body: 'x' },
  ],
  ['base64', { statusCode: 200, body: 'eA==', isBase64Encoded: true }, { status: 200, body: 'x' }],
  ['an object without a status', { body: 'x' }, { status: 200, body: '{"body":"x"}' }],
  ['a text', 'x', { status: 200, headers: { 'content-type': 'application/json' }, body: 'x' }],
])('a function may answer with %s', async (_, result, expected) => {
  const handler = async () => result as LambdaFunctionURLResult;
  expect(await invokeByUrl(handler, request, () => {})).toMatchObject(expected);
});

test('a function that throws is answered for with 502, and told of', async () => {
  const failures: unknown[] = [];
  const error = new Error('broken');
  const answer = await invokeByUrl(
    () => Promise.reject(error),
    request,
    (failure) => failures.push(failure),
  );
  expect(answer.status).toBe(502);
  expect(failures).toEqual([error]);
});
