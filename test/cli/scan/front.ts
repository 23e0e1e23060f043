import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call on its way to the sandbox: its operation, and what it says. */
export type Call = { readonly operation: string; readonly body: string };

/**
 * A server before the sandbox, which passes everything on: `before` is told of each call and may hold it, and may give
 * another text to pass on; `change` makes another answer of the answer.
 */
export async function startFront(
  endpoint: string,
  {
    before = async () => undefined,
    change = (_, answer) => answer,
  }: {
    readonly before?: (call: Call) => Promise<string | undefined>;
    readonly change?: (call: Call, answer: string) => string;
  },
) {
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const operation = String(incoming.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const call = { operation, body: await textOf(incoming) };
    const body = (await before(call)) ?? call.body;
    const passed = ask(endpoint, {
      method: incoming.method ?? 'POST',
      path: incoming.url ?? '/',
      headers: { ...incoming.headers, 'content-length': Buffer.byteLength(body) },
    });
    passed.end(body);
    const [answer] = (await once(passed, 'response')) as [IncomingMessage];
    const { 'content-length': _, ...headers } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 500, headers);
    outgoing.end(change(call, await textOf(answer)));
  };
  // A command that is killed leaves its connections behind.
  const server = createServer(
    (incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
