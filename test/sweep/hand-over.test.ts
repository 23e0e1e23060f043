import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { handOver, NotTaken } from '../../shared/sweep/hand-over.ts';

type Entry = { readonly Id: string; readonly MessageBody: string };

let server: Server;
let client: SQSClient;
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

/** An SQS that takes of each batch what `takes` says. */
async function startSqs(takes: (body: string, attempt: number) => boolean) {
  const batches: (readonly string[])[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { Entries }: { readonly Entries: readonly Entry[] } = JSON.parse(Buffer.concat(chunks).toString());
    batches.push(Entries.map(({ MessageBody }) => MessageBody));
    const isTaken = ({ MessageBody }: Entry) => takes(MessageBody, batches.length);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(
      JSON.stringify({
        Successful: Entries.filter(isTaken).map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: '' })),
        Failed: Entries.filter((entry) => !isTaken(entry)).map(({ Id }) => ({
          Id,
          Code: 'InternalError',
          Message: 'not now',
          SenderFault: false,
        })),
      }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new SQSClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    useQueueUrlAsEndpoint: false,
    md5: false,
  });
  const pauses: number[] = [];
  const send = (messages: readonly string[]) =>
    handOver(
      async () => client,
      'https://sqs.example/1/q',
      messages,
      async (ms) => void pauses.push(ms),
    );
  return { batches, pauses, send };
}

describe('messages are handed over to a queue', () => {
  test('ten at a time', async () => {
    const { batches, pauses, send } = await startSqs(() => true);
    await send(Array.from({ length: 21 }, (_, index) => String(index)));
    expect(batches.map(({ length }) => length)).toEqual([10, 10, 1]);
    expect(batches.flat()).toEqual(Array.from({ length: 21 }, (_, index) => String(index)));
    expect(pauses).toEqual([]);
  });

  test('and none where there are none', async () => {
    const { batches, send } = await startSqs(() => true);
    await send([]);
    expect(batches).toEqual([]);
  });

  test('again where the answer says that one was not taken, and only that one', async () => {
    const { batches, pauses, send } = await startSqs((body, attempt) => body !== 'b' || attempt > 2);
    await send(['a', 'b', 'c']);
    expect(batches).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
    expect(pauses).toEqual([200, 400]);
  });

  test('until it has been tried four times: then nothing is taken for done', async () => {
    const { batches, send } = await startSqs((body) => body !== 'b');
    await expect(send(['a', 'b'])).rejects.toThrow(NotTaken);
    await expect(send(['b'])).rejects.toThrow(/did not take 1 messages: not now/);
    expect(batches.slice(0, 4)).toEqual([['a', 'b'], ['b'], ['b'], ['b']]);
  });
});
