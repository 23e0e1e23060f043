import { KEY_ACTIONS } from '../policy/actions.ts';
import { describeStatement } from '../policy/explain.ts';
import type { Condition, Statement } from '../policy/policy.ts';
import { DESTROY } from '../render/service-control-policy.ts';
import type { Control, Level, Place } from './effective-control.ts';
import type { KeyOfAccount } from './keys-of-account.ts';

type Pointer = readonly { readonly index: number }[];

type Told = {
  readonly others: readonly string[];
  readonly because: readonly string[];
  readonly undecided: readonly string[];
};

/** Whether a statement is about what takes a key's data away. */
export const destroys = ({ actions }: Statement): boolean => DESTROY.some((action) => actions.has(action));

/** A text, the first key that it is found of, and of how many it is. */
type Found = Map<string, { readonly arn: string; readonly keys: number }>;

/** Gathers what is found key by key: what holds for all keys is told once, without naming any. */
export class ControlReport {
  readonly #count: number;
  readonly #others: Found = new Map();
  readonly #undecided: Found = new Map();
  readonly #ways = new Set<string>();
  readonly #denies = new Set<string>();

  constructor(count: number) {
    this.#count = count;
  }

  add(text: string, key: KeyOfAccount, control: Control, at: Pointer): void {
    count(this.#others, text, key);
    this.#attribute(control, at);
  }

  leaveOpen(reason: string, key: KeyOfAccount, control: Control, at: Pointer): void {
    count(this.#undecided, reason, key);
    this.#attribute(control, at);
  }

  told(levels: readonly Level[]): Told {
    const found = [this.#others, this.#undecided].some(({ size }) => size > 0);
    const denied =
      this.#denies.size === 0
        ? 'no policy denies it'
        : `no Deny reaches them: not that of ${[...this.#denies].join(', nor that of ')}`;
    return {
      others: this.#lines(this.#others),
      because: found ? [...this.#ways, denied, ...looselyExcepted(levels), ...inVain(levels)] : [],
      undecided: this.#lines(this.#undecided),
    };
  }

  #attribute({ ways, denies }: Control, at: Pointer): void {
    for (const way of ways.filter((_, place) => at.some(({ index }) => index === place)))
      this.#ways.add(`let through by ${wayText(way)}`);
    for (const { statement, name, target } of denies)
      this.#denies.add(`${describeStatement(statement)} of ${name} at ${target}`);
  }

  #lines(found: Found): readonly string[] {
    return [...found].map(([text, { arn, keys }]) =>
      keys === this.#count ? text : `on keys such as ${arn}: ${text}`,
    );
  }
}

function count(found: Found, text: string, { arn }: KeyOfAccount): void {
  const known = found.get(text);
  found.set(text, { arn: known?.arn ?? arn, keys: (known?.keys ?? 0) + 1 });
}

/** "FullAWSAccess at r-ab12 and 111122223333" */
function wayText(places: readonly Place[]): string {
  const byName = new Map<string, string[]>();
  for (const { name, target } of places) byName.set(name, [...(byName.get(name) ?? []), target]);
  return [...byName].map(([name, targets]) => `${name} at ${targets.join(', ')}`).join(' and ');
}

/**
 * Denies whose exception is wider than it looks: in texts a `*` for the account also stands for what a path may hold, so
 * that the user `user/:role/Admin` is excepted like the role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html
 */
function looselyExcepted(levels: readonly Level[]): readonly string[] {
  return levels
    .flat()
    .flatMap(({ name, target, policy }) =>
      policy.statements
        .filter((each) => each.effect === 'Deny' && destroys(each) && each.conditions.some(isLoose))
        .map(
          (each) =>
            `${describeStatement(each)} of ${name} at ${target} compares aws:PrincipalArn as a text, where * also stands for colons and slashes: ArnNotLike does not`,
        ),
    );
}

const isLoose = ({ operator, key, values }: Condition) =>
  operator === 'StringNotLike' &&
  key.toLowerCase() === 'aws:principalarn' &&
  values.some((value) =>
    value
      .split(':')
      .slice(0, 5)
      .some((part) => /[*?]/.test(part)),
  );

/** Policies that only allow, and so limit nobody beside one that allows everything. */
function inVain(levels: readonly Level[]): readonly string[] {
  return levels.flatMap((level) => {
    const whole = level.find(({ policy }) => policy.statements.some(allowsAll));
    if (whole === undefined) return [];
    return level
      .filter(({ policy: { statements } }) => statements.some(destroys))
      .filter(({ policy: { statements } }) => statements.every((each) => onlyAllows(each)))
      .map(
        ({ name, target }) =>
          `${name} at ${target} only allows, which limits nobody: ${whole.name}, attached beside it, allows everything. Without ${whole.name} it would forbid the account all that it does not allow`,
      );
  });
}

const onlyAllows = (statement: Statement) => statement.effect === 'Allow' && !allowsAll(statement);

/** Or denies: then nobody is left, and there is nothing to tell. */
const allowsAll = ({ actions, conditions, resources }: Statement) =>
  conditions.length === 0 &&
  actions.size === KEY_ACTIONS.size &&
  !resources.negated &&
  resources.any.includes('*');
