import { readBody } from '../../shared/ledger/dynamodb/item.ts';
import type { Approval } from '../../shared/ledger/ledger.ts';
import type { Connection } from '../operate/connection.ts';
import { scan } from '../operate/scan.ts';

/** The newest baseline of everything that has one, by ARN. */
export async function newestBaselines(connection: Connection): Promise<readonly Approval[]> {
  const newest = new Map<string, Approval>();
  for await (const item of scan(connection, 'BASELINE#')) {
    const approval = readBody<Approval>(item);
    if (approval.version > (newest.get(approval.arn)?.version ?? 0)) newest.set(approval.arn, approval);
  }
  return [...newest.values()].sort((one, other) => (one.arn < other.arn ? -1 : 1));
}
