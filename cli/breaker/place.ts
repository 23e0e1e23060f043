import type { Place } from '../../shared/ledger/ledger.ts';
import { type NamedThing, thingNamed } from '../operate/thing.ts';

/** Which breaker is meant: one thing's, or that of a whole account in a Region. */
export type Meant = { readonly thing: NamedThing } | { readonly place: Place };

/** Neither a thing nor an account was named, or both, or no account. */
export class UnclearBreaker extends Error {
  readonly code = 'UNCLEAR_BREAKER';
  constructor(why: string) {
    super(`${why} Give the ARN of the thing, or --account with its twelve digits and the --region.`);
    this.name = 'UnclearBreaker';
  }
}

/** Which breaker a command is about. @throws {UnclearBreaker} {UnknownThing} */
export function breakerMeant(
  arn: string | undefined,
  account: string | undefined,
  region: string | undefined,
): Meant | undefined {
  if (arn !== undefined && account !== undefined)
    throw new UnclearBreaker('Both a thing and an account are named.');
  if (arn !== undefined) return { thing: thingNamed(arn) };
  if (account === undefined) return undefined;
  if (!/^\d{12}$/.test(account)) throw new UnclearBreaker(`"${account}" is no account.`);
  if (!region) throw new UnclearBreaker('An account has a breaker in each Region, and no Region is named.');
  return { place: { account, region } };
}

export const placeName = ({ account, region }: Place): string => `account ${account} in ${region}`;
