import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { composeMessage } from '../../shared/alerts/message/message.ts';
import { slackWebhook } from '../../shared/alerts/slack/slack.ts';
import { snsChannel } from '../../shared/alerts/sns/sns.ts';
import { tell } from '../../shared/alerts/tell.ts';
import { createClients } from '../../shared/aws/clients.ts';
import { exampleDecision } from './example-decision.ts';

type Answer = { readonly status: number; readonly body: string } | 'silence';

const servers: Server[] = [];

/** A server that gives each request the same answer, and keeps what it was sent. */
async function serve(answer: Answer): Promise<{ readonly url: string; readonly received: string[] }> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    if (answer !== 'silence')
      response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(answer.body);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const message = composeMessage(exampleDecision());
const secret = '/services/T000/B000/verysecret';
const slackAt = (url: string, timeoutMs = 2_000) =>
  slackWebhook({ webhookUrl: `${url}${secret}`, fetch, timeoutMs });

describe('Slack', () => {
  test('is sent one JSON document with the text and the blocks', async () => {
    const { url, received } = await serve({ status: 200, body: 'ok' });
    expect(await tell([slackAt(url)], message)).toEqual([{ channel: 'slack', ok: true }]);
    expect(received).toHaveLength(1);
    expect(JSON.parse(received[0] ?? '')).toMatchObject({
      text: expect.stringContaining(message.headline),
      blocks: expect.any(Array),
    });
  });

  test('refusing a message is an error that gives its reason', async () => {
    const { url } = await serve({ status: 400, body: 'invalid_blocks' });
    const [told] = await tell([slackAt(url)], message);
    expect(told).toMatchObject({ ok: false, error: expect.stringContaining('400: invalid_blocks') });
  });

  test.each([
    [
      'a server that echoes the address',
      async () => (await serve({ status: 500, body: `no ${secret}` })).url,
    ],
    ['a port nobody listens on', async () => 'http://127.0.0.1:1'],
    ['an address that is none', async () => 'no address '],
    ['a server that never answers', async () => (await serve('silence')).url],
  ])('failing by %s never tells the webhook address', async (_, url) => {
    const [told] = await tell([slackAt(await url(), 50)], message);
    expect(told?.ok).toBe(false);
    expect(told?.error).toMatch(/^SlackError: Slack /);
    expect(told?.error).not.toContain('secret');
  });
});

describe('SNS', () => {
  test('is sent subject, attributes, readable text and the decision as JSON', async () => {
    const body = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>
      <MessageId>1</MessageId></PublishResult></PublishResponse>`;
    const { url, received } = await serve({ status: 200, body });
    const { sns } = createClients({
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
    });
    const topicArn = 'arn:aws:sns:eu-west-1:111122223333:alerts';
    expect(await tell([snsChannel({ client: sns, topicArn })], message)).toEqual([
      { channel: 'sns', ok: true },
    ]);
    const sent = new URLSearchParams(received[0]);
    expect(sent.get('TopicArn')).toBe(topicArn);
    expect(sent.get('Subject')).toMatch(/^KMS Guardian - Reverted: role\/Admin/);
    expect(sent.get('MessageStructure')).toBeNull();
    expect(JSON.parse(sent.get('Message')?.split('\n').at(-1) ?? '')).toEqual(message.decision);
    const names = [1, 2, 3, 4, 5, 6].map((n) => sent.get(`MessageAttributes.entry.${n}.Name`));
    expect(new Set(names)).toEqual(new Set(['kind', 'severity', 'outcome', 'account', 'keyClass', 'rule']));
    (await sns()).destroy();
  });
});

describe('telling several channels', () => {
  const deaf = { name: 'deaf', send: () => new Promise<undefined>(() => undefined) };
  const broken = { name: 'broken', send: () => Promise.reject(new TypeError('no')) };
  const rude = {
    name: 'rude',
    send(): Promise<undefined> {
      throw new RangeError('at once');
    },
  };
  const good = { name: 'good', send: () => Promise.resolve(undefined) };

  test('one that hangs, rejects or throws stops none of the others', async () => {
    expect(await tell([deaf, broken, rude, good], message, { timeoutMs: 20 })).toEqual([
      { channel: 'deaf', ok: false, error: expect.stringContaining('within 20 ms') },
      { channel: 'broken', ok: false, error: 'TypeError: no' },
      { channel: 'rude', ok: false, error: 'RangeError: at once' },
      { channel: 'good', ok: true },
    ]);
  });

  test('one that hangs is told to give up', async () => {
    const seen: AbortSignal[] = [];
    const patient = {
      name: 'patient',
      send(_: unknown, signal: AbortSignal) {
        seen.push(signal);
        return new Promise<undefined>(() => undefined);
      },
    };
    await tell([patient], message, { timeoutMs: 10 });
    expect(seen[0]?.aborted).toBe(true);
  });
});
