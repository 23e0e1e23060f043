import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../ledger.ts';
import { attemptsIn } from './attempts.ts';
import { baselinesIn } from './baselines.ts';
import { breakersIn } from './breakers.ts';
import { decisionsIn } from './decisions.ts';
import { digestsIn } from './digests.ts';
import { incidentsIn } from './incidents.ts';
import { leasesIn } from './leases.ts';
import { massEventsIn } from './mass-events.ts';
import { pressesIn } from './presses.ts';

export type DynamoLedgerOptions = {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** How long decisions and presses are kept; baselines stay for good. 400 days: a yearly audit, and some to spare. */
  readonly keepDecisionsDays?: number;
};

/**
 * The ledger in one DynamoDB table with the keys `pk` and `sk`. Under `THING#<arn>` lie `BASELINE#<version>`,
 * `CHANGE#<event ID>` and `LEASE`; under a principal, `REFUSED#<window>`, and under an account,
 * `BREAKER` and `REMEDIATED#<window>`. Presses of buttons are `PRESS#<time>#<ID>` under the thing, and `INCIDENT#<cause>`
 * is what was told of it; what was not told by itself lies under `digest of <day>`, and what is a mass under `mass events`.
 * Each write touches one item; `expiresAt` is for DynamoDB's own clean-up, and nothing waits for it.
 */
export function createDynamoLedger(options: DynamoLedgerOptions): Ledger {
  const { client, table, keepDecisionsDays = 400 } = options;
  return {
    ...baselinesIn(client, table),
    ...decisionsIn(client, table, keepDecisionsDays),
    ...leasesIn(client, table),
    ...attemptsIn(client, table),
    ...breakersIn(client, table),
    ...incidentsIn(client, table),
    ...massEventsIn(client, table),
    ...digestsIn(client, table),
    ...pressesIn(client, table, keepDecisionsDays),
  };
}
