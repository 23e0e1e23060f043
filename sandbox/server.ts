import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Callers } from './callers.ts';
import { InvalidCaller } from './callers.ts';
import type { RandomBytes } from './clock.ts';
import { type Faults, InvalidFaults, readFaults } from './faults.ts';
import { uuid } from './identifiers.ts';
import { type AwsCall, CRASHED } from './services.ts';
import type { Slack } from './slack/slack.ts';
import type { Sns } from './sns/sns.ts';
import { type Answer, ServiceError } from './wire/answer.ts';
import { readInput } from './wire/json-protocol.ts';

/** Larger than any call the sandbox has: DynamoDB's batches are at most 16 MB, and none here is near it. */
const MAX_BODY_BYTES = 1_048_576;

export type ServerParts = {
  readonly aws: (call: AwsCall) => Promise<Answer | typeof CRASHED>;
  readonly callers: Callers;
  readonly faults: Faults;
  readonly slack: Slack;
  readonly sns: Sns;
  readonly random: RandomBytes;
};

/** Serves every service on one port of the loopback interface. */
export async function startServer(
  port: number,
  parts: ServerParts,
): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((request, response) => {
    answer(request, parts).then(
      (answered) => (answered === CRASHED ? request.socket.destroy() : send(response, answered)),
      (error: unknown) => send(response, text(500, String(error))),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  return { server, endpoint: `http://127.0.0.1:${taken}` };
}

async function answer(request: IncomingMessage, parts: ServerParts): Promise<Answer | typeof CRASHED> {
  const body = await readBody(request);
  if (body === undefined) return text(413, `A body may have ${MAX_BODY_BYTES} bytes.`);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method === 'POST' && path === '/') {
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    return parts.aws({ headers: request.headers, body, sourceIp, requestId: uuid(parts.random) });
  }
  return own(`${request.method} ${path}`, body.toString(), parts);
}

/** What the sandbox answers beside AWS. */
function own(route: string, body: string, { callers, faults, slack, sns }: ServerParts): Answer {
  if (route.startsWith('POST /slack/webhook/')) return slack.receive(body);
  try {
    switch (route) {
      case 'GET /slack/messages':
        return json(200, { messages: slack.messages });
      case 'GET /sns/messages':
        return json(200, { messages: sns.messages });
      case 'GET /sandbox/faults':
        return json(200, faults.settings);
      case 'POST /sandbox/faults':
        faults.set(readFaults(readInput(body)));
        return json(200, faults.settings);
      case 'POST /sandbox/callers': {
        const { accessKeyId, secretAccessKey, arn } = callers.add(readInput(body).arn);
        return json(200, { accessKeyId, secretAccessKey, arn });
      }
      default:
        return json(404, {
          code: 'NOT_FOUND',
          message: `The sandbox has no ${route}. AWS calls go to POST /.`,
        });
    }
  } catch (error) {
    if (error instanceof InvalidCaller || error instanceof InvalidFaults || error instanceof ServiceError)
      return json(400, { code: error.code, message: error.message });
    throw error;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= MAX_BODY_BYTES) parts.push(part);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(parts);
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function text(status: number, body: string): Answer {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}
