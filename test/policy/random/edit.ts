import { adjust, withCondition } from './adjust.ts';
import { FOREIGN, RESOURCES } from './alphabet.ts';
import { type Draft, OWN, type StatementDraft, withoutTwins } from './draft.ts';
import {
  keyLike,
  operatorsLike,
  randomCondition,
  randomDraft,
  randomStatement,
  type Theme,
} from './generate.ts';
import type { Random } from './random.ts';
import { rewrite } from './rewrite.ts';

/** Two policies of one key: mostly one and an edit of it, as changes to real policies are. */
export function randomPair(random: Random, theme: Theme): readonly [Draft, Draft] {
  const one = randomDraft(random, theme);
  const other = random.chance(15)
    ? { ...randomDraft(random, theme), keyKnown: one.keyKnown }
    : edited(one, random, theme);
  return random.chance(50) ? [one, other] : [other, one];
}

/** The policy after one to three edits; some change its form alone. */
export function edited(draft: Draft, random: Random, theme: Theme): Draft {
  let changed = draft;
  for (let edits = random.pick([1, 1, 1, 1, 2, 2, 3]); edits > 0; edits--) {
    changed = edit(changed, random, theme);
  }
  return changed;
}

function edit(draft: Draft, random: Random, theme: Theme): Draft {
  const { statements } = draft;
  if (statements.length === 0 || random.chance(10)) {
    return { ...draft, statements: [...statements, randomStatement(random, theme)] };
  }
  if (random.chance(8)) {
    return rewrite(draft, random);
  }
  if (random.chance(3)) {
    return { ...draft, version: draft.version === '2012-10-17' ? '2008-10-17' : '2012-10-17' };
  }
  const chosen = random.pick(statements);
  const rest = statements.filter((each) => each !== chosen);
  if (random.chance(10)) {
    return { ...draft, statements: rest };
  }
  const [second] = rest;
  if (second !== undefined && random.chance(8)) {
    return { ...draft, statements: [merged(chosen, second), ...rest.slice(1)] };
  }
  const changed = random.chance(55)
    ? adjust(chosen, random.chance(50), random, theme)
    : turn(chosen, random, theme);
  return { ...draft, statements: statements.map((each) => (each === chosen ? changed : each)) };
}

/** One statement of two: with the principals and actions of both, which may say more than the two did. */
function merged(one: StatementDraft, other: StatementDraft): StatementDraft {
  const both = (names: 'principals' | 'actions') => ({
    negated: one[names].negated,
    names: [...new Set([...one[names].names, ...other[names].names])],
  });
  return { ...one, principals: both('principals'), actions: both('actions') };
}

/** A statement turned into another that says neither more nor less. */
function turn(statement: StatementDraft, random: Random, theme: Theme): StatementDraft {
  const { principals, actions, resources, effect } = statement;
  switch (random.pick(['principal', 'principal', 'toKey', 'not', 'resource', 'effect', ...CONDITION_TURNS])) {
    case 'principal':
      return {
        ...statement,
        principals: { ...principals, names: othersNamed(principals.names, random, theme) },
      };
    case 'toKey':
      return principalInCondition(statement);
    case 'not':
      return random.chance(50)
        ? { ...statement, principals: { ...principals, negated: !principals.negated } }
        : { ...statement, actions: { ...actions, negated: !actions.negated } };
    case 'resource':
      return { ...statement, resources: { ...resources, names: random.some(RESOURCES, 2) } };
    case 'effect':
      return { ...statement, effect: effect === 'Allow' ? 'Deny' : 'Allow' };
    default:
      return turnCondition(statement, random, theme);
  }
}

const CONDITION_TURNS = ['condition', 'condition', 'condition', 'condition'] as const;

/** One of the principals replaced: by its account, a session of it, its likeness in another account, or any other. */
function othersNamed(names: readonly string[], random: Random, theme: Theme): readonly string[] {
  const chosen = random.pick(names);
  const other = random.pick([
    () => /\d{12}/.exec(chosen)?.[0] ?? '*',
    () => chosen.replace(/:iam::(\d+):role\/(?:.*\/)?([^/]+)$/, ':sts::$1:assumed-role/$2/s1'),
    () => chosen.replace(/:sts::(\d+):assumed-role\/([^/]+)\/.*$/, ':iam::$1:role/$2'),
    () => (chosen.includes(OWN) ? chosen.replace(OWN, FOREIGN) : chosen.replace(FOREIGN, OWN)),
    () => random.pick(theme.principals),
  ])();
  return [...new Set(names.map((name) => (name === chosen ? other : name)))];
}

/** Anyone whose aws:PrincipalArn is what was named. */
function principalInCondition(statement: StatementDraft): StatementDraft {
  const names = statement.principals.names.filter((name) => name.startsWith('arn:aws:iam:'));
  if (names.length === 0) {
    return statement;
  }
  const operator = statement.principals.negated ? 'ArnNotEquals' : 'ArnEquals';
  const condition = {
    quantifier: '',
    operator,
    ifExists: false,
    key: 'aws:PrincipalArn',
    values: names,
  } as const;
  return {
    ...statement,
    principals: { negated: false, names: ['*'] },
    conditions: withoutTwins([condition, ...statement.conditions]),
  };
}

function turnCondition(statement: StatementDraft, random: Random, theme: Theme): StatementDraft {
  if (statement.conditions.length === 0) {
    return { ...statement, conditions: [randomCondition(random, theme)] };
  }
  const chosen = random.pick(statement.conditions);
  const { quantifier, operator, key } = chosen;
  switch (random.pick(['operator', 'quantifier', 'key', 'another'])) {
    case 'operator':
      return withCondition(statement, chosen, { ...chosen, operator: random.pick(operatorsLike(operator)) });
    case 'quantifier': {
      const other = random.pick(['', 'ForAllValues:', 'ForAnyValue:'] as const);
      return withCondition(statement, chosen, { ...chosen, quantifier: other === quantifier ? '' : other });
    }
    case 'key':
      return withCondition(statement, chosen, { ...chosen, key: keyLike(key, random) });
    default:
      return withCondition(statement, chosen, randomCondition(random, theme));
  }
}

/** The policy after an edit that gives no request a higher level: it may give lower ones. */
export function narrowed(draft: Draft, random: Random, theme: Theme): Draft {
  const { statements } = draft;
  if (statements.length === 0 || random.chance(15)) {
    const deny = { ...randomStatement(random, theme), effect: 'Deny' } as const;
    return { ...draft, statements: [...statements, deny] };
  }
  const chosen = random.pick(statements);
  const allows = chosen.effect === 'Allow';
  const replacement = allows && random.chance(15) ? [] : [adjust(chosen, !allows, random, theme)];
  return { ...draft, statements: statements.flatMap((each) => (each === chosen ? replacement : [each])) };
}
