import { isAboutKey } from '../policy/matching.ts';
import type { Condition, Policy } from '../policy/policy.ts';

/** A key that stands for all those that a policy treats alike. */
export type RepresentativeKey = { readonly arn: string; readonly account: string };

const DIGITS = '0123456789';
/** Key IDs are UUIDs, those of multi-Region keys `mrk-` and digits. */
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-';
/**
 * Stands for any letter or digit that no pattern names: none can hold it, so a wildcard alone matches it. What Deny
 * statements take back pattern by pattern, some account, Region or key is left out of.
 */
export const UNNAMED = '\uE002';

/**
 * Keys on which to ask what a policy for many keys gives: those of the accounts named, those of accounts that nobody
 * named, and those that statements are about. Of keys that the same statements are about, and whose owner is as well
 * trusted, there is one.
 *
 * @param trusted accounts whose keys are as good as one another
 */
export function representativeKeys(
  policies: readonly Policy[],
  trusted: readonly string[],
  partition: string,
): readonly RepresentativeKey[] {
  const found = new Map<string, RepresentativeKey>();
  const owners = askedOwners(policies);
  const all = [...candidates(policies, trusted, partition)];
  for (const key of new Map(all.map((each) => [each.arn, each])).values()) {
    const about = policies.flatMap((policy) =>
      policy.statements.map((statement) => isAboutKey(statement, { ...policy, key: key.arn })),
    );
    const owner = owners.length > 0 ? key.account : trusted.includes(key.account);
    const kind = JSON.stringify([owner, about]);
    if (!found.has(kind)) found.set(kind, key);
  }
  return [...found.values()];
}

/** What conditions ask of the account that a key is of. */
const askedOwners = (policies: readonly Policy[]) =>
  policies
    .flatMap(({ statements }) => statements.flatMap(({ conditions }) => conditions))
    .filter(asksForOwner)
    .flatMap(({ values }) => values);

/** Whether a condition is about the account that the resource is of. */
export const asksForOwner = ({ key }: Pick<Condition, 'key'>) => key.toLowerCase() === 'aws:resourceaccount';

function* candidates(
  policies: readonly Policy[],
  trusted: readonly string[],
  partition: string,
): Iterable<RepresentativeKey> {
  const generic = `arn:${partition}:kms:us-east-1`;
  for (const account of trusted)
    yield { arn: `${generic}:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`, account };
  const patterns = new Set(
    policies.flatMap(({ statements }) => statements.flatMap(({ resources }) => resources.any)),
  );
  const owners = askedOwners(policies);
  // A pattern that leaves the account open is about keys of the accounts named, too.
  for (const account of trusted) {
    yield { arn: `${unnamed(partition)}:${account}:key/${idOf(UNNAMED)}`, account };
    for (const letter of ['', UNNAMED]) {
      const shape = shapeOfKeys(partition, exactly(account), letter);
      for (const pattern of patterns) {
        const arn = inCommon(pattern, shape);
        if (arn !== undefined) yield { arn, account };
      }
    }
  }
  // What a Deny takes back of some accounts or keys, it leaves to others: so ten of each that nobody named, and one
  // that no Deny can name.
  for (const digit of [...DIGITS].reverse().concat(UNNAMED)) {
    const place = digit === UNNAMED ? unnamed(partition) : generic;
    const shape = shapeOfKeys(partition, digits(digit), digit === UNNAMED ? UNNAMED : '');
    for (const pattern of patterns) {
      const arn = inCommon(pattern, shape);
      if (arn !== undefined) yield { arn, account: arn.split(':')[4] ?? '' };
    }
    for (const owner of owners) {
      const account = inCommon(owner, digits(digit));
      if (account !== undefined) yield { arn: `${place}:${account}:key/${idOf(digit)}`, account };
    }
    const account = digit.repeat(12);
    yield { arn: `${place}:${account}:key/${idOf(digit)}`, account };
  }
}

/** Whether a pattern is about keys of others than these accounts: one with a variable in it, for all that can be told. */
export function isAboutOthers(pattern: string, trusted: readonly string[], partition: string): boolean {
  if (trusted.some((account) => pattern.split(':')[4] === account)) return false;
  return pattern.includes('${') || inCommon(pattern, shapeOfKeys(partition, digits(''), '')) !== undefined;
}

/** Whether a pattern is about keys of one of these accounts. */
export function isAboutKeysOf(pattern: string, trusted: readonly string[], partition: string): boolean {
  return trusted.some(
    (account) => inCommon(pattern, shapeOfKeys(partition, exactly(account), '')) !== undefined,
  );
}

const unnamed = (partition: string) => `arn:${partition}:kms:${UNNAMED}`;

const idOf = (digit: string) => '8-4-4-4-12'.replace(/\d+/g, (length) => digit.repeat(Number(length)));

/** Letters that may stand at one place of an ARN, the best first; at many places, or none. */
type Place = { readonly letters: string; readonly many?: true };

/** An account ID, of this digit where that is free. */
const digits = (digit: string): readonly Place[] =>
  Array.from({ length: 12 }, () => ({ letters: digit + DIGITS }));

const exactly = (text: string): readonly Place[] => [...text].map((letters) => ({ letters }));

/** @param best the letter for what is free, where it is not any */
function shapeOfKeys(partition: string, owner: readonly Place[], best: string): readonly Place[] {
  const letters = best + ID_LETTERS;
  const some: readonly Place[] = [{ letters }, { letters, many: true }];
  return [
    ...exactly(`arn:${partition}:kms:`),
    ...some,
    ...exactly(':'),
    ...owner,
    ...exactly(':key/'),
    ...some,
  ];
}

/** No ARN of a key has half as many letters; each second one of a pattern without `**` stands for itself. */
const LONGEST = 200;

/** A text of this shape that the pattern matches; undefined where there is none. */
function inCommon(written: string, shape: readonly Place[]): string | undefined {
  const pattern = written.replace(/\*+/g, '*');
  if (pattern.length > LONGEST) return undefined;
  // Where one way has failed, no other gets any further.
  const tried = new Set<string>();
  const from = (at: number, place: number): string | undefined => {
    const id = `${at} ${place}`;
    if (tried.has(id)) return undefined;
    tried.add(id);
    return step(at, place);
  };
  const step = (at: number, place: number): string | undefined => {
    const letter = pattern[at];
    const here = shape[place];
    if (here === undefined) return /^\**$/.test(pattern.slice(at)) ? '' : undefined;
    if (here.many) {
      const skipped = from(at, place + 1);
      if (skipped !== undefined) return skipped;
      if (letter === '*') return from(at + 1, place);
      return before(here, letter, () => from(at + 1, place));
    }
    if (letter !== '*') return before(here, letter, () => from(at + 1, place + 1));
    return from(at + 1, place) ?? before(here, '?', () => from(at, place + 1));
  };
  return from(0, 0);
}

function before(
  { letters }: Place,
  letter: string | undefined,
  rest: () => string | undefined,
): string | undefined {
  const taken = letter === '?' ? letters[0] : letter;
  if (taken === undefined || !letters.includes(taken)) return undefined;
  const found = rest();
  return found === undefined ? undefined : taken + found;
}
