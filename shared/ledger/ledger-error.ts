/**
 * The ledger cannot do what it was asked.
 * - `ITEM_TOO_LARGE`: the record does not fit into one DynamoDB item.
 * - `CONTENDED`: others kept writing the same item at the same time.
 * - `LEASE_LOST`: another holds the lease under which this was to be written.
 * - `UNREADABLE`: an item holds something that the ledger did not write.
 */
export class LedgerError extends Error {
  readonly code: 'ITEM_TOO_LARGE' | 'CONTENDED' | 'LEASE_LOST' | 'UNREADABLE';
  constructor(code: LedgerError['code'], message: string) {
    super(message);
    this.name = 'LedgerError';
    this.code = code;
  }
}
