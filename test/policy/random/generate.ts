import {
  ACTIONS,
  DERIVED_KEYS,
  type Family,
  MULTIVALUED_KEYS,
  OPERATORS,
  PRINCIPALS,
  type RandomKey,
  RESOURCES,
  SINGLE_KEYS,
  VALUES_OF,
  VARIABLES,
} from './alphabet.ts';
import { type ConditionDraft, type Draft, OWN, type StatementDraft, withoutTwins } from './draft.ts';
import type { Random } from './random.ts';

/** What the policies of one case are made of: a few names of each kind, so that their statements meet. */
export type Theme = {
  /**
   * `exact`: what the comparison has to decide. `open`: also policy variables, operators on keys of another type, and
   * resources that may or may not be the key, where it may answer unknown.
   */
  readonly profile: 'exact' | 'open';
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly keys: readonly RandomKey[];
};

export function randomTheme(random: Random, profile: Theme['profile']): Theme {
  const draw = <T>(items: readonly T[], count: number) =>
    Array.from({ length: count }, () => random.pick(items));
  // One key alone, so that its operators and values meet, or keys of each kind.
  const keys = random.chance(30)
    ? draw(ALL_KEYS, 1)
    : [
        random.pick(DERIVED_KEYS),
        random.pick(SINGLE_KEYS),
        random.pick(MULTIVALUED_KEYS),
        random.pick(ALL_KEYS),
      ];
  const count = keys.length;
  return {
    profile,
    principals: ['*', ...draw(PRINCIPALS, count)],
    actions: ['kms:*', ...draw(ACTIONS, count)],
    keys,
  };
}

const ALL_KEYS = [...DERIVED_KEYS, ...SINGLE_KEYS, ...MULTIVALUED_KEYS];

export function randomDraft(random: Random, theme: Theme): Draft {
  const version = random.chance(70) ? '2012-10-17' : '2008-10-17';
  const statements = Array.from({ length: random.below(4) }, () => randomStatement(random, theme));
  return {
    version,
    statements: random.chance(60) ? [openStatement(random), ...statements] : statements,
    keyKnown: theme.profile === 'exact' || random.chance(80),
  };
}

/** What most key policies begin with: the account, or anyone, may do everything. It leaves something to deny. */
function openStatement(random: Random): StatementDraft {
  return {
    effect: 'Allow',
    principals: { negated: false, names: [random.pick([OWN, OWN, '*'])] },
    actions: { negated: false, names: ['kms:*'] },
    resources: { negated: false, names: ['*'] },
    conditions: [],
  };
}

export function randomStatement(random: Random, theme: Theme): StatementDraft {
  const conditions = Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3]) }, () =>
    randomCondition(random, theme),
  );
  const resources = random.chance(80) ? ['*'] : random.some(RESOURCES, 2);
  return {
    effect: random.chance(60) ? 'Allow' : 'Deny',
    principals: { negated: random.chance(12), names: random.some(theme.principals, 3) },
    actions: { negated: random.chance(12), names: random.chance(2) ? [] : random.some(theme.actions, 3) },
    resources: { negated: random.chance(4), names: random.chance(2) ? [] : resources },
    conditions: withoutTwins(conditions),
  };
}

export function randomCondition(random: Random, { profile, keys }: Theme): ConditionDraft {
  const key = random.pick(keys);
  const quantifier = random.chance(MULTIVALUED_KEYS.includes(key) ? 75 : 25)
    ? random.pick(['ForAllValues:', 'ForAnyValue:'] as const)
    : '';
  const name = random.chance(10) ? oddCase(random, key.name) : key.name;
  if (random.chance(7)) {
    const values = random.some(['true', 'true', 'false', 'False'], 2);
    return { quantifier, operator: 'Null', ifExists: false, key: name, values };
  }
  const family = random.pick(profile === 'open' && random.chance(15) ? FAMILIES : key.families);
  const operator = random.pick(OPERATORS[family]);
  const values = random.some(valuesFor({ key: name, operator }), 3);
  const open = profile === 'open' && /^(String|Arn)/.test(operator) && random.chance(50);
  return {
    quantifier,
    operator,
    ifExists: random.chance(25),
    key: name,
    values: open ? [...values, random.pick(VARIABLES)] : values,
  };
}

const FAMILIES = Object.keys(OPERATORS) as Family[];
const FAMILY_OF = new Map(
  FAMILIES.flatMap((family) => OPERATORS[family].map((name) => [name, family] as const)),
);
const KEYS = new Map(ALL_KEYS.map((key) => [key.name.toLowerCase(), key]));

/** Another key that is tested for the same values. */
export function keyLike(name: string, random: Random): string {
  const values = KEYS.get(name.toLowerCase())?.values;
  return random.pick(ALL_KEYS.filter((key) => key.values === values)).name;
}

/** What the condition's key may be tested for. */
export function valuesFor({ key, operator }: Pick<ConditionDraft, 'key' | 'operator'>): readonly string[] {
  const family = FAMILY_OF.get(operator);
  const known = KEYS.get(key.toLowerCase());
  if (family === undefined || known === undefined) {
    return ['true', 'false'];
  }
  return known.families.includes(family) ? known.values : VALUES_OF[family];
}

/** Operators that can stand in the place of this one, with the same values. */
export function operatorsLike(operator: string): readonly string[] {
  const family = FAMILY_OF.get(operator);
  return family === undefined ? [operator] : OPERATORS[family];
}

/** A name in another case, for what has none. */
export function oddCase(random: Random, name: string): string {
  return random.chance(50)
    ? name.toLowerCase()
    : name.replace(/[A-Za-z]/g, (letter) =>
        random.chance(50) ? letter.toUpperCase() : letter.toLowerCase(),
      );
}
