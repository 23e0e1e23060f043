import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SNSClient } from '@aws-sdk/client-sns';

/** A stand-in for AWS, with the real SDK clients that speak to it. */
export type Target = {
  readonly region: string;
  readonly account: string;
  /** KMS as a role that IAM allows everything, and that no key policy need name. */
  readonly kms: KMSClient;
  /** KMS as somebody of another account. */
  readonly outsider: KMSClient;
  readonly sns: SNSClient;
  readonly dynamodb: DynamoDBClient;
  /** A name that no other case has. */
  readonly newName: () => string;
  readonly stop: () => Promise<void>;
};

/** One thing that AWS does, by its documentation, and that the product or its sandbox relies on. */
export type Case = {
  /** What AWS does, as a sentence. */
  readonly name: string;
  /** What was seen, as plain data: without identifiers, times, or anything else that is different each time. */
  readonly seen: (target: Target) => Promise<unknown>;
  /** What is seen of AWS. */
  readonly aws: unknown;
};

/** The cases about one subject, and the pages of AWS that they rest on. */
export type Subject = {
  readonly name: string;
  readonly pages: readonly string[];
  readonly cases: readonly Case[];
};

/** How a call ended: `answered`, or the name of the error. An error that no service gave is thrown on. */
export async function ending(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'answered';
  } catch (error) {
    // Errors of a service carry the status of its answer; a lost connection does not.
    if (error instanceof Error && '$metadata' in error) return error.name;
    throw error;
  }
}
