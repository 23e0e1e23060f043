import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import type { Answer } from '../wire/answer.ts';

/** DynamoDB: dynalite on a port of its own, which calls are handed to as they come. */
export type DynamoDb = {
  /** Makes a table from the properties of an `AWS::DynamoDB::Table`. */
  readonly createTable: (name: string, properties: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly forward: (headers: IncomingHttpHeaders, body: Buffer) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

export async function startDynamoDb(): Promise<DynamoDb> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const forward: DynamoDb['forward'] = (headers, body) => post(port, headers, body);
  return {
    forward,
    async createTable(name, properties) {
      const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = properties;
      const BillingMode = 'PAY_PER_REQUEST';
      const table = { TableName: name, BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes };
      const answer = await forward(createTableHeaders, Buffer.from(JSON.stringify(table)));
      if (answer.status !== 200)
        throw new Error(`The sandbox could not make the table ${name}: ${answer.body}`);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** dynalite wants to see a signature, and does not verify it. */
const createTableHeaders: IncomingHttpHeaders = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'DynamoDB_20120810.CreateTable',
  'x-amz-date': '20260101T000000Z',
  authorization:
    'AWS4-HMAC-SHA256 Credential=sandbox/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none',
};

async function post(port: number, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers;
  const call = request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    path: '/',
    headers: { ...kept, 'content-length': body.length },
  });
  call.end(body);
  const [response] = await once(call, 'response');
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  const answered: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers as IncomingHttpHeaders))
    if (typeof value === 'string' && !['connection', 'transfer-encoding', 'keep-alive'].includes(name))
      answered[name] = value;
  return { status: response.statusCode ?? 500, headers: answered, body: Buffer.concat(parts).toString() };
}
