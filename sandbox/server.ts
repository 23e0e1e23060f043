import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Callers } from './callers.ts';
import { InvalidCaller } from './callers.ts';
import type { Clock, RandomBytes } from './clock.ts';
import type { BusEvents } from './eventbridge/put-events.ts';
import { type Faults, InvalidFaults, readFaults } from './faults.ts';
import { type FunctionUrlHandler, invokeByUrl } from './function-url.ts';
import { uuid } from './identifiers.ts';
import type { SecurityHub } from './securityhub/security-hub.ts';
import { type AwsCall, CRASHED } from './services.ts';
import { answerSlack } from './slack/routes.ts';
import type { Slack } from './slack/slack.ts';
import type { Sns } from './sns/sns.ts';
import { type Answer, ServiceError } from './wire/answer.ts';
import { readCredentialScope } from './wire/credential-scope.ts';
import { readInput } from './wire/json-protocol.ts';

/** Larger than any call the sandbox has: DynamoDB's batches are at most 16 MB, and none here is near it. */
const MAX_BODY_BYTES = 1_048_576;

export type ServerParts = {
  readonly aws: (call: AwsCall) => Promise<Answer | typeof CRASHED>;
  readonly callers: Callers;
  readonly faults: Faults;
  readonly slack: Slack;
  readonly sns: Sns;
  readonly busEvents: BusEvents;
  readonly securityHub: SecurityHub;
  /** The functions with URLs, by path. */
  readonly url: (path: string) => FunctionUrlHandler | undefined;
  readonly failed: (error: unknown, path: string) => void;
  readonly clock: Clock;
  readonly random: RandomBytes;
};

/** Serves every service on one port of the loopback interface. */
export async function startServer(
  port: number,
  parts: ServerParts,
): Promise<{ server: Server; endpoint: string }> {
  const server = createServer((request, response) => {
    answer(request, endpointOf(server), parts).then(
      (answered) => (answered === CRASHED ? request.socket.destroy() : send(response, answered)),
      (error: unknown) => send(response, text(500, String(error))),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, endpoint: endpointOf(server) };
}

function endpointOf(server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function answer(
  incoming: IncomingMessage,
  endpoint: string,
  parts: ServerParts,
): Promise<Answer | typeof CRASHED> {
  const body = await readBody(incoming);
  if (body === undefined) return text(413, `A body may have ${MAX_BODY_BYTES} bytes.`);
  const { method = 'GET', headers, url = '/' } = incoming;
  const [path = '/', query = ''] = url.split('?', 2);
  const sourceIp = incoming.socket.remoteAddress ?? '127.0.0.1';
  const call = () => ({ headers, method, path, sourceIp, body, requestId: uuid(parts.random) });
  if (readCredentialScope(headers.authorization) !== undefined || (method === 'POST' && path === '/'))
    return parts.aws(call());
  const handler = parts.url(path);
  if (handler !== undefined) {
    const request = { ...call(), query, at: parts.clock() };
    return invokeByUrl(handler, request, (error) => parts.failed(error, path));
  }
  const asked = { method, path, query, headers, body: body.toString(), endpoint };
  return (await answerSlack(parts.slack, asked)) ?? own(`${method} ${path}`, asked.body, parts);
}

/** What the sandbox answers beside AWS. */
function own(
  route: string,
  body: string,
  { callers, faults, sns, busEvents, securityHub }: ServerParts,
): Answer {
  try {
    switch (route) {
      case 'GET /sns/messages':
        return json(200, { messages: sns.messages });
      case 'GET /events':
        return json(200, { events: busEvents.events });
      case 'GET /securityhub/findings':
        return json(200, { findings: securityHub.findings });
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
