import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { SNSClient } from '@aws-sdk/client-sns';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { perRegion } from './per-region.ts';
import { type Environment, regionOf, settingsFor } from './settings.ts';

/** The AWS clients of one guard. */
export type Clients = {
  /** KMS in the key's own Region; one client a Region. */
  readonly kms: (region: string) => KMSClient;
  readonly dynamodb: DynamoDBClient;
  /** Loaded when it is first asked for: nothing needs SNS until the key is right again. */
  readonly sns: () => Promise<SNSClient>;
};

/**
 * Builds the AWS clients from an environment. Nothing is shared between two calls, so that guards with
 * different environments can run in one process.
 *
 * @param credentials where to take credentials from, other than the environment's own.
 * @throws {MissingRegion} where the environment names no Region.
 */
export function createClients(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): Clients {
  const region = regionOf(environment);
  const settings = settingsFor(environment);
  let sns: Promise<SNSClient> | undefined;
  return {
    kms: perRegion((region) => new KMSClient({ ...settings('KMS'), region, credentials })),
    dynamodb: new DynamoDBClient({
      ...settings('DYNAMODB'),
      region,
      credentials,
      // The account's own endpoint needs an account ID that Lambda's environment credentials don't carry.
      accountIdEndpointMode: 'disabled',
    }),
    sns() {
      sns ??= import('@aws-sdk/client-sns').then(
        ({ SNSClient }) => new SNSClient({ ...settings('SNS'), region, credentials }),
      );
      return sns;
    },
  };
}
