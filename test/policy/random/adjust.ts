import { RESOURCES } from './alphabet.ts';
import { type ConditionDraft, type Names, type StatementDraft, withoutTwins } from './draft.ts';
import { randomCondition, type Theme, valuesFor } from './generate.ts';
import type { Random } from './random.ts';

/**
 * A statement that applies to no fewer requests (`wider`), or to no more. Mostly it is another statement, but not
 * always: a list of one is left with its one.
 */
export function adjust(
  statement: StatementDraft,
  wider: boolean,
  random: Random,
  theme: Theme,
): StatementDraft {
  const { principals, actions, resources, conditions } = statement;
  switch (random.pick(['principals', 'actions', 'resources', 'conditions', 'condition', 'condition'])) {
    case 'principals':
      return { ...statement, principals: adjustNames(principals, wider, theme.principals, random) };
    case 'actions':
      return { ...statement, actions: adjustNames(actions, wider, theme.actions, random) };
    case 'resources':
      return { ...statement, resources: adjustNames(resources, wider, RESOURCES, random) };
    case 'conditions':
      return {
        ...statement,
        conditions: wider
          ? random.shuffled(conditions).slice(1)
          : withoutTwins([...conditions, randomCondition(random, theme)]),
      };
    default:
      return adjustOneCondition(statement, wider, random);
  }
}

/** An element without names has no effect, negated or not: it is left so, and none is made so. */
function adjustNames(element: Names, wider: boolean, alphabet: readonly string[], random: Random): Names {
  const { negated, names } = element;
  if (names.length === 0) {
    return element;
  }
  const more = wider !== negated;
  return { negated, names: more ? withOneMore(names, alphabet, random) : withOneLess(names, random) };
}

function withOneMore(
  names: readonly string[],
  alphabet: readonly string[],
  random: Random,
): readonly string[] {
  return [...new Set([...names, random.pick(alphabet)])];
}

function withOneLess(names: readonly string[], random: Random): readonly string[] {
  return names.length > 1 ? random.shuffled(names).slice(1) : names;
}

function adjustOneCondition(statement: StatementDraft, wider: boolean, random: Random): StatementDraft {
  const { conditions } = statement;
  if (conditions.length === 0) {
    return statement;
  }
  const chosen = random.pick(conditions);
  return withCondition(statement, chosen, adjustCondition(chosen, wider, random));
}

/** The statement with another condition in the place of one; as it was, where that would be another's twin. */
export function withCondition(
  statement: StatementDraft,
  replaced: ConditionDraft,
  replacement: ConditionDraft,
): StatementDraft {
  const conditions = statement.conditions.map((each) => (each === replaced ? replacement : each));
  return withoutTwins(conditions).length < conditions.length ? statement : { ...statement, conditions };
}

function adjustCondition(condition: ConditionDraft, wider: boolean, random: Random): ConditionDraft {
  const { operator, values } = condition;
  if (operator !== 'Null' && random.chance(40)) {
    return { ...condition, ifExists: wider };
  }
  const more = wider !== operator.includes('Not');
  const alphabet = valuesFor(condition);
  return { ...condition, values: more ? withOneMore(values, alphabet, random) : withOneLess(values, random) };
}
