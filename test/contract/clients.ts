import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SNSClient } from '@aws-sdk/client-sns';

type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** The SDK's clients for a target, and names for what they make. No call is tried again: it is the answer that counts. */
export function clientsOf(
  { endpoint, region }: { readonly endpoint: string; readonly region: string },
  own: Credentials,
  other: Credentials,
) {
  const settings = (credentials: Credentials) => ({ endpoint, region, credentials, maxAttempts: 1 });
  const clients = {
    kms: new KMSClient(settings(own)),
    outsider: new KMSClient(settings(other)),
    sns: new SNSClient(settings(own)),
    dynamodb: new DynamoDBClient(settings(own)),
  };
  return {
    ...clients,
    newName: () => `contract-${randomUUID()}`,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
