import type { Baseline, Ledger } from '../../shared/ledger/ledger.ts';
import { reasonOf } from './reason.ts';

/** The table that was named holds no ledger that can be read. */
export class UnreadableLedger extends Error {
  readonly code = 'UNREADABLE_LEDGER';
  constructor(table: string, region: string, cause: unknown) {
    super(
      `The table ${table} in ${region} could not be read: ${reasonOf(cause)}. Name the table of the guardian’s stack, with its Region first among --region.`,
      { cause },
    );
    this.name = 'UnreadableLedger';
  }
}

/**
 * What the ledger holds as approved of a key. It is asked once before anything is scanned, so that a wrong table is one
 * error, and not one of every key.
 *
 * @throws {UnreadableLedger}
 */
export async function baselinesIn(
  ledger: Ledger,
  { table, region }: { readonly table: string; readonly region: string },
): Promise<(arn: string) => Promise<Baseline | undefined>> {
  const ask = (arn: string) => ledger.baseline(arn);
  try {
    await ask(`arn:aws:kms:${region}:000000000000:key/none`);
  } catch (error) {
    throw new UnreadableLedger(table, region, error);
  }
  return ask;
}
