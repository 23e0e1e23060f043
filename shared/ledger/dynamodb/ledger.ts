import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import { attemptsIn } from './attempts.ts';
import { baselinesIn } from './baselines.ts';
import { breakersIn } from './breakers.ts';
import { decisionsIn } from './decisions.ts';
import { leasesIn } from './leases.ts';

export type DynamoLedgerOptions = {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** How long decisions are kept; baselines stay for good. 400 days: a yearly audit, and some to spare. */
  readonly keepDecisionsDays?: number;
};

/**
 * The ledger in one DynamoDB table with the keys `pk` and `sk`. Under `THING#<arn>` lie `BASELINE#<version>`,
 * `CHANGE#<event ID>` and `LEASE`; under a principal, `REFUSED#<window>`, and under an account,
 * `BREAKER` and `REMEDIATED#<window>`. Each write touches one item, under a condition; `expiresAt` is for
 * DynamoDB's own clean-up, and nothing waits for it.
 */
export function createDynamoLedger(options: DynamoLedgerOptions): Ledger {
  const { client, table, keepDecisionsDays = 400 } = options;
  return {
    ...baselinesIn(client, table),
    ...decisionsIn(client, table, keepDecisionsDays),
    ...leasesIn(client, table),
    ...attemptsIn(client, table),
    ...breakersIn(client, table),
  };
}
