import { matchesGlob } from '../standard/glob.ts';
import type { PrincipalPattern } from '../standard/standard.ts';

/** Where the keys are that a document speaks of. */
export type Place = {
  /** Twelve digits. */
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
};

export const isWild = (pattern: PrincipalPattern) => /[*?]/.test(pattern);

export const arnOf = (pattern: PrincipalPattern, { account, partition }: Place): string =>
  pattern.startsWith('arn:') ? pattern : `arn:${partition}:iam::${account}:${pattern}`;

/** The ARNs a pattern stands for whatever the account. */
export const arnAnywhere = (pattern: PrincipalPattern, { partition }: Place): string =>
  arnOf(pattern, { account: '*', partition });

/** Each pattern once, where a principal of the account itself is `role/NAME` or `user/NAME` however it was written. */
export function own(patterns: readonly PrincipalPattern[], place: Place): readonly PrincipalPattern[] {
  const prefix = arnOf('', place);
  return [...new Set(patterns.map((each) => (each.startsWith(prefix) ? each.slice(prefix.length) : each)))];
}

/** The account of a principal that is named by its full ARN; undefined for one of the key's own account. */
export const foreignAccount = (pattern: PrincipalPattern): string | undefined =>
  pattern.startsWith('arn:') ? pattern.split(':')[4] : undefined;

/** Stands for what `*` can be: longer than any name that a row of `?` could cover. */
const SOME_TEXT = '\u0001'.repeat(65);

/** Whether one pattern names everybody that another names. */
export function coversAll(wide: PrincipalPattern, narrow: PrincipalPattern): boolean {
  return matchesGlob(wide, narrow.replaceAll('*', SOME_TEXT).replaceAll('?', '\u0001'));
}

/** Whether somebody can be named by both patterns. The time is at most the product of the two lengths. */
export function overlap(one: PrincipalPattern, other: PrincipalPattern): boolean {
  // Whether what is left of `one` and what is left of `other`, from each place in it, have a text in common.
  let rest = Array.from({ length: other.length + 1 }, (_, at) => /^\**$/.test(other.slice(at)));
  for (const letter of [...one].reverse()) {
    const row = new Array<boolean>(other.length + 1).fill(false);
    for (let at = other.length; at >= 0; at -= 1) {
      const facing = other[at];
      const [skipOne, skipOther, skipBoth] = [rest[at], row[at + 1], rest[at + 1]];
      const agree = facing !== undefined && (letter === facing || letter === '?' || facing === '?');
      if (letter === '*') row[at] = skipOne === true || (facing !== undefined && skipOther === true);
      else if (facing === '*') row[at] = skipOther === true || skipOne === true;
      else row[at] = agree && skipBoth === true;
    }
    rest = row;
  }
  return rest[0] === true;
}
