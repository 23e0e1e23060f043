import type { AccessChange, Undecided } from '../comparison.ts';
import { decide, reference } from '../decide.ts';
import { describeActions, describeLevel, mostTelling } from '../explain.ts';
import type { Level, Policy, Statement, StatementReference } from '../policy.ts';
import { Budget } from './budget.ts';
import type { CallerClass } from './caller-class.ts';
import { describeWhen } from './describe-when.ts';
import { describeWho } from './describe-who.ts';
import { type Rise, risesTo } from './rises.ts';
import type { Region } from './search.ts';
import { type Example, exampleOf, withVariables } from './witness.ts';
import type { Side, World } from './world.ts';

/** Rises with a request that shows each, and what could not be shown. */
export type Report = {
  readonly confirmed: readonly AccessChange[];
  readonly unconfirmed: readonly Undecided[];
};

/** More rises than this are not shown one by one. */
const MOST_SHOWN = 250;

const LEVELS: readonly Level[] = ['denied', 'delegated', 'allowed'];

/**
 * Finds the rises to a policy, in as many steps at most; asks the concrete evaluator about one request of each, on both
 * policies, and puts together what belongs together. What it does not confirm is unknown. Texts say what became of the
 * request in the candidate.
 */
export function reportOf(
  after: Side,
  policies: Readonly<Record<Side, Policy>>,
  world: World,
  steps: number,
): Report {
  const rises = risesTo(after, world, new Budget(steps));
  const found: Found[] = [];
  const undecided = new Map<string, Undecided>();
  for (const rise of rises) {
    const shown =
      rise.region && found.length < MOST_SHOWN ? show(rise, rise.region, after, policies, world) : undefined;
    if (shown !== undefined && !('doubts' in shown)) {
      found.push(shown);
      continue;
    }
    const reason = shown?.doubts.join('; ') || 'there are too many cases to go through';
    const statements = [reference(rise.clause.statement)];
    undecided.set(`${reason} ${rise.clause.id}`, { reason, statements });
  }
  return { confirmed: joined(found, after, world), unconfirmed: [...undecided.values()] };
}

/** A rise with its request, and what else it may be told together with. */
type Found = {
  readonly change: Omit<AccessChange, 'text'>;
  readonly classes: readonly CallerClass[];
  readonly actions: readonly string[];
  readonly when: string;
};

function show(
  { callers, actions, clause }: Rise,
  region: Region,
  after: Side,
  policies: Readonly<Record<Side, Policy>>,
  world: World,
): Found | { readonly doubts: readonly string[] } {
  const [action = ''] = mostTelling(actions.actions);
  const later = policies[after];
  const earlier = policies[after === 'candidate' ? 'baseline' : 'candidate'];
  const doubts = new Set<string>();
  for (const { who, example } of examples(callers.classes, region, world)) {
    for (const doubt of example.doubts) doubts.add(doubt);
    for (const context of contexts(example, who, clause.statement, later)) {
      const request = { principal: who.caller.arn, action, context };
      const [from, to] = [decide(earlier, request), decide(later, request)];
      if (LEVELS.indexOf(to.decision) > LEVELS.indexOf(from.decision)) {
        const start = world.dimensions.start(action, false);
        return {
          change: { ...request, from: from.decision, to: to.decision, statements: to.statements },
          classes: callers.classes,
          actions: actions.actions,
          when: describeWhen(region, start, clause, callers.classes, world.dimensions),
        };
      }
    }
  }
  return {
    doubts: doubts.size > 0 ? [...doubts] : ['the two evaluators of policies disagree; please report this'],
  };
}

/** The caller that tells most; where something is in doubt, one of each kind. */
function examples(classes: readonly CallerClass[], region: Region, world: World) {
  const best = exampleAmong(classes);
  const example = exampleOf(region, world.dimensions, best);
  const kinds = new Set([best.caller.kind]);
  const others = classes.filter(({ caller }) => !kinds.has(caller.kind) && kinds.add(caller.kind));
  const doubtful = example.doubts.length === 0 ? [] : others;
  return [
    { who: best, example },
    ...doubtful.map((who) => ({ who, example: exampleOf(region, world.dimensions, who) })),
  ];
}

/** The request as found; where something is in doubt, with its variables filled in as well. */
function contexts({ context, doubts }: Example, who: CallerClass, statement: Statement, { version }: Policy) {
  return doubts.length === 0
    ? [context]
    : [context, withVariables(context, who, statement.conditions, version)];
}

const PREFERRED = ['role', 'user', 'service', 'root', 'session', 'federated-user', 'federated'];

/** The caller that tells most: one that stands for many before one that is named, a role before a session. */
function exampleAmong(classes: readonly CallerClass[]): CallerClass {
  const rank = ({ caller, named, knownAccount }: CallerClass) =>
    PREFERRED.indexOf(caller.kind) + (named ? 0.5 : 0) + (knownAccount ? 0 : 0.25);
  return classes.reduce((best, each) => (rank(each) < rank(best) ? each : best));
}

/** Rises alike but for their actions are one, and then rises alike but for their callers. */
function joined(found: readonly Found[], after: Side, world: World): readonly AccessChange[] {
  const everyone = world.callers.flatMap(({ classes }) => classes);
  const byActions = merged(
    found,
    (each) => `${idOf(each)} ${each.classes.map(({ caller }) => caller.arn).join()}`,
    (one, other) => ({ ...one, actions: [...new Set([...one.actions, ...other.actions])] }),
  );
  const byCallers = merged(
    byActions,
    (each) => `${idOf(each)} ${each.actions.join()}`,
    (one, other) => ({ ...one, classes: [...new Set([...one.classes, ...other.classes])] }),
  );
  return byCallers.map(({ change, classes, actions, when }) => {
    const who = describeWho(classes, everyone);
    const text =
      after === 'candidate' ? gain(who, change.to, actions, when) : loss(who, change.from, actions, when);
    return { ...change, text };
  });
}

function idOf({ change, when }: Found): string {
  const statements: readonly StatementReference[] = change.statements;
  return `${change.from} ${change.to} ${statements.map(({ index }) => index).join()} ${when}`;
}

function merged(
  found: readonly Found[],
  idOfOne: (each: Found) => string,
  join: (one: Found, other: Found) => Found,
): Found[] {
  const groups = new Map<string, Found>();
  for (const each of found) {
    const id = idOfOne(each);
    const known = groups.get(id);
    groups.set(id, known === undefined ? each : join(known, each));
  }
  return [...groups.values()];
}

/** What was gained: "anyone in account 444455556666 may, if IAM agrees, Decrypt, through S3 only". */
function gain(who: string, level: Level, actions: readonly string[], when: string): string {
  return withWhen(`${who} ${describeLevel(level)} ${describeActions(new Set(actions))}`, when);
}

/** What was lost: "role/App in account 111122223333 may no longer Decrypt". */
function loss(who: string, level: Level, actions: readonly string[], when: string): string {
  const what = describeActions(new Set(actions));
  const claim =
    level === 'delegated'
      ? `${who} may ${what} only if IAM agrees`
      : `${who} may no longer ${what.replace(/^do everything$/, 'do anything')}`;
  return withWhen(claim, when);
}

const withWhen = (claim: string, when: string) => (when === '' ? claim : `${claim}, ${when}`);
