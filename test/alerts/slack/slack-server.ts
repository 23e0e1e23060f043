import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Call = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
};

/** A server that gives one answer after the other, the last one again and again, and keeps what it was sent. */
export async function serveSlack(...answers: readonly Answer[]) {
  const calls: Call[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const answer = answers[Math.min(calls.length, answers.length - 1)] ?? {};
    calls.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) });
    const {
      status = 200,
      headers = {},
      body = { ok: true, channel: 'C0ALERTS', ts: `${calls.length}.000100` },
    } = answer;
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
