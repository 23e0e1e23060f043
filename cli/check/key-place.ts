import type { Policy } from '../../shared/policy/policy.ts';
import { matchesGlob } from '../../shared/standard/glob.ts';

/** A key that is in no file has no ID yet. Whatever names all keys of the account names it. */
export const unnamedKey = (account: string, region: string) =>
  `arn:aws:kms:${region}:${account}:key/00000000-0000-0000-0000-000000000000`;

/** The statements of a policy are about certain keys, and nobody said which of them is meant. */
export class WhichKey extends Error {
  readonly code = 'WHICH_KEY';
  readonly statement: number;
  constructor(statement: number, resource: string) {
    super(
      `the statement speaks of ${resource}. Say by --key ARN which key the policy is on, or by --region where it is.`,
    );
    this.name = 'WhichKey';
    this.statement = statement;
  }
}

/**
 * The key that a policy without a key is on. A statement about another key has no effect, so a guess must not make one
 * disappear: the guess is the one key that the statements name, or a key that all of them are about.
 */
export function keyOf(policy: Policy, region: string): string {
  const unnamed = unnamedKey(policy.account, region);
  const named = policy.statements.flatMap(({ index, resources }) =>
    resources.any
      .filter((resource) => !matchesGlob(resource, unnamed))
      .map((resource) => ({ index, resource, negated: resources.negated })),
  );
  const [first, ...others] = named;
  if (first === undefined) return unnamed;
  const arn = new RegExp(`^arn:aws[\\w-]*:kms:[\\w-]+:${policy.account}:key/[\\w-]+$`);
  // NotResource has no effect on the very key that it names.
  const one = [first, ...others].every(({ resource, negated }) => resource === first.resource && !negated);
  if (!one || !arn.test(first.resource)) throw new WhichKey(first.index, first.resource);
  return first.resource;
}
