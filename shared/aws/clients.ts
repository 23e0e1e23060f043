import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { Pace, type PaceOptions } from './pace.ts';
import { perRegion } from './per-region.ts';
import { type Environment, regionOf, settingsFor } from './settings.ts';

/** The AWS clients of one guard. */
export type Clients = {
  /** KMS in the key's own Region; one client a Region. */
  readonly kms: (region: string) => KMSClient;
  readonly dynamodb: DynamoDBClient;
  /** Loaded when it is first asked for: nobody is told until the key is right again. */
  readonly sqs: () => Promise<SQSClient>;
  /** Loaded when it is first asked for. */
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
  { now, pause }: Pick<PaceOptions, 'now' | 'pause'> = { now: Date.now, pause: setTimeout },
): Clients {
  const region = regionOf(environment);
  const settings = settingsFor(environment);
  const sharers = Number(environment.FUNCTION_CONCURRENCY ?? 1);
  let sqs: Promise<SQSClient> | undefined;
  let sns: Promise<SNSClient> | undefined;
  return {
    kms: perRegion((region) =>
      paced(new KMSClient({ ...settings('KMS'), region, credentials }), new Pace({ sharers, now, pause })),
    ),
    dynamodb: new DynamoDBClient({
      ...settings('DYNAMODB'),
      region,
      credentials,
      // The account's own endpoint needs an account ID that Lambda's environment credentials don't carry.
      accountIdEndpointMode: 'disabled',
    }),
    sqs() {
      sqs ??= import('@aws-sdk/client-sqs').then(
        // The endpoint of the settings, which may be a FIPS one, and not the host in the queue's address.
        ({ SQSClient }) =>
          new SQSClient({ ...settings('SQS'), region, credentials, useQueueUrlAsEndpoint: false }),
      );
      return sqs;
    },
    sns() {
      sns ??= import('@aws-sdk/client-sns').then(
        ({ SNSClient }) => new SNSClient({ ...settings('SNS'), region, credentials }),
      );
      return sns;
    },
  };
}

/** The same client, which makes each request when it is its turn: an account's quotas are shared. */
function paced(client: KMSClient, pace: Pace): KMSClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        await pace.turn(commandName.replace(/Command$/, ''));
        return next(args);
      },
    { step: 'initialize', name: 'pace' },
  );
  return client;
}
