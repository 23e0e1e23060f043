import { type ConditionDraft, type Draft, type Names, type StatementDraft, withoutTwins } from './draft.ts';
import type { Case } from './laws.ts';

/** Drops parts of the policies and the requests one by one, as long as the case stays what it is wanted for. */
export function smaller<Policies extends readonly Draft[]>(
  drawn: Case<Policies>,
  wanted: (drawn: Case<Policies>) => boolean,
): Case<Policies> {
  let smallest = drawn;
  for (
    let next: Case<Policies> | undefined = drawn;
    next !== undefined;
    next = candidates(smallest).find(wanted)
  ) {
    smallest = next;
  }
  return smallest;
}

function candidates<Policies extends readonly Draft[]>(drawn: Case<Policies>): readonly Case<Policies>[] {
  const { policies, requests } = drawn;
  // A mapped tuple has its length, which the type of `map` does not tell.
  const mapped = (change: (policy: Draft) => Draft) => ({
    ...drawn,
    policies: policies.map(change) as readonly Draft[] as Policies,
  });
  const smallerPolicies = policies.flatMap((policy) =>
    policy.statements.flatMap((statement) =>
      smallerStatements(statement).flatMap((by) => [
        // What the policies have in common is made smaller in all of them, lest they differ in more.
        mapped((each) => replaced(each, statement, by)),
        mapped((each) => (each === policy ? replaced(each, statement, by) : each)),
      ]),
    ),
  );
  return [...without(requests).map((fewer) => ({ ...drawn, requests: fewer })), ...smallerPolicies];
}

function replaced(draft: Draft, statement: StatementDraft, by: readonly StatementDraft[]): Draft {
  const form = JSON.stringify(statement);
  return {
    ...draft,
    statements: draft.statements.flatMap((each) => (JSON.stringify(each) === form ? by : [each])),
  };
}

/** None, or the statement with one thing less. */
function smallerStatements(statement: StatementDraft): readonly (readonly StatementDraft[])[] {
  const { principals, actions, resources, conditions } = statement;
  const smallerOnes: readonly StatementDraft[] = [
    ...without(conditions).map((fewer) => ({ ...statement, conditions: fewer })),
    ...withoutName(principals).map((fewer) => ({ ...statement, principals: fewer })),
    ...withoutName(actions).map((fewer) => ({ ...statement, actions: fewer })),
    ...withoutName(resources).map((fewer) => ({ ...statement, resources: fewer })),
    ...conditions.flatMap((condition, at) =>
      smallerConditions(condition)
        .map((by) => conditions.with(at, by))
        .filter((changed) => withoutTwins(changed).length === changed.length)
        .map((changed) => ({ ...statement, conditions: changed })),
    ),
  ];
  return [[], ...smallerOnes.map((each) => [each])];
}

function withoutName({ negated, names }: Names): readonly Names[] {
  return names.length > 1 ? without(names).map((fewer) => ({ negated, names: fewer })) : [];
}

function smallerConditions(condition: ConditionDraft): readonly ConditionDraft[] {
  const { values, ifExists, quantifier } = condition;
  return [
    ...(values.length > 1 ? without(values).map((fewer) => ({ ...condition, values: fewer })) : []),
    ...(ifExists ? [{ ...condition, ifExists: false }] : []),
    ...(quantifier !== '' ? [{ ...condition, quantifier: '' as const }] : []),
  ];
}

/** The list without each of its items in turn. */
function without<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.map((_, at) => items.toSpliced(at, 1));
}
