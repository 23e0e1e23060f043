import type { Policy, Statement } from '../policy.ts';
import { type Budget, TooManyCases } from './budget.ts';
import type { CallerClass } from './caller-class.ts';
import { callerNames } from './caller-names.ts';
import { allCallers, type TestsOf } from './callers.ts';
import { type Clause, clauseOf, counts } from './clause.ts';
import { Dimensions } from './dimensions.ts';
import { ACCOUNT } from './language.ts';
import { type Reach, Reaches, reachId } from './reach.ts';
import type { ValueTest } from './value-test.ts';

const EXAMPLE_ACCOUNT = ACCOUNT.examples[0] as string;

export type Side = 'baseline' | 'candidate';

/** Callers for whom the same clauses mean the same. */
export type CallerGroup = { readonly classes: readonly CallerClass[]; readonly reaches: readonly Reach[] };

/** Actions that the same clauses are about, and whose requests can carry the same keys. */
export type ActionGroup = { readonly actions: readonly string[]; readonly clauses: ReadonlySet<Clause> };

/** Two policies of one key, cut into everything that they tell apart. */
export type World = {
  readonly account: string;
  readonly clauses: Readonly<Record<Side, ReadonlySet<Clause>>>;
  readonly dimensions: Dimensions;
  readonly callers: readonly CallerGroup[];
  readonly actions: readonly ActionGroup[];
};

/** Throws TooManyCases where there are more callers and conditions on them than can be gone through. */
export function worldOf(policies: Readonly<Record<Side, Policy>>, budget: Budget): World {
  const dimensions = new Dimensions(budget);
  const sides = (['baseline', 'candidate'] as const).map((side) => {
    const policy = policies[side];
    return { side, policy, statements: policy.statements.filter((each) => counts(each, policy)) };
  });
  for (const { policy, statements } of sides) {
    for (const condition of statements.flatMap(({ conditions }) => conditions)) {
      dimensions.gather(condition, policy);
    }
  }
  let id = 0;
  const clauses = Object.fromEntries(
    sides.map(({ side, policy, statements }) => [
      side,
      new Set(statements.map((statement) => clauseOf(id++, statement, policy, dimensions))),
    ]),
  ) as Record<Side, Set<Clause>>;
  const all = [...clauses.baseline, ...clauses.candidate];
  const { account } = policies.candidate;
  const statements = sides.flatMap((each) => each.statements);
  return {
    account,
    clauses,
    dimensions,
    callers: callerGroups(
      all,
      account,
      classesOf(Object.values(policies), statements, dimensions, budget.share(0.5)),
      budget,
    ),
    actions: actionGroups(all, dimensions),
  };
}

type Classes = { readonly classes: readonly CallerClass[]; readonly exact: boolean };

/** Where patterns divide callers into too many classes, they are left open, and only names tell callers apart. */
function classesOf(
  policies: readonly Policy[],
  statements: readonly Statement[],
  dimensions: Dimensions,
  budget: Budget,
): Classes {
  const principals = statements.flatMap((statement) => statement.principals.any);
  const testsOf = (key: string) => dimensions.testsOf(key).filter(({ family }) => family !== 'variable');
  const classes = (by: TestsOf, left: Budget) => allCallers(callerNames(policies, principals, by), by, left);
  try {
    return { classes: classes(testsOf, budget), exact: true };
  } catch (error) {
    if (!(error instanceof TooManyCases)) throw error;
    const byName = (key: string) =>
      testsOf(key).map((test) =>
        dimensions.isShared(test) ? { ...test, patterns: [] } : withExamples(test),
      );
    return { classes: classes(byName, budget.share(1)), exact: false };
  }
}

/** A test by the texts it lists, and an example of each pattern: a caller that can be shown. */
function withExamples(test: ValueTest): ValueTest {
  const examples = test.values.map((value) =>
    value
      .split(':')
      .map((part, at) => (at === 4 && /[*?]/.test(part) ? EXAMPLE_ACCOUNT : part))
      .join(':')
      .replaceAll('*', 'any')
      .replaceAll('?', 'x'),
  );
  return { ...test, texts: new Set([...test.texts, ...examples]), patterns: [] };
}

function callerGroups(
  clauses: readonly Clause[],
  account: string,
  { classes, exact }: Classes,
  budget: Budget,
): readonly CallerGroup[] {
  const groups = new Map<string, { classes: CallerClass[]; reaches: readonly Reach[] }>();
  const finder = new Reaches(clauses, account, exact, budget);
  for (const each of classes) {
    const reaches = finder.of(each);
    const id = reaches.map(reachId).join();
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { classes: [each], reaches });
    else group.classes.push(each);
  }
  return [...groups.values()];
}

function actionGroups(clauses: readonly Clause[], dimensions: Dimensions): readonly ActionGroup[] {
  const about = new Map<string, Clause[]>();
  for (const clause of clauses) {
    for (const action of clause.statement.actions) {
      const known = about.get(action);
      if (known === undefined) about.set(action, [clause]);
      else known.push(clause);
    }
  }
  const groups = new Map<string, { actions: string[]; clauses: ReadonlySet<Clause> }>();
  for (const [action, those] of about) {
    const id = `${those.map((clause) => clause.id).join()}|${dimensions.carriedId(action)}`;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { actions: [action], clauses: new Set(those) });
    else group.actions.push(action);
  }
  return [...groups.values()];
}
