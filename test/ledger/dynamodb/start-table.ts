import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { createClients } from '../../../shared/aws/clients.ts';
import { motoEndpoint } from '../../contract/moto-endpoint.ts';

/** A DynamoDB with the ledger's table in it: dynalite in this process, or moto where `npm run test:moto` says so. */
export async function startTable(): Promise<{
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly stop: () => Promise<void>;
}> {
  const { endpoint, stop } = await startDynamoDb();
  const table = `ledger-${randomUUID()}`;
  const client = createClients({
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  }).dynamodb;
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  return {
    client,
    table,
    async stop() {
      client.destroy();
      await stop();
    },
  };
}

async function startDynamoDb(): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> {
  const moto = motoEndpoint(process.env);
  if (moto !== undefined) return { endpoint: moto, stop: async () => {} };
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
