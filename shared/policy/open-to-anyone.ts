import { reference } from './decide.ts';
import { describeActions, describeConditions } from './explain.ts';
import { parsePolicy } from './parse.ts';
import type { Condition, Policy, Statement, StatementReference } from './policy.ts';
import { Budget, unlessTooMany } from './symbolic/budget.ts';
import type { CallerClass } from './symbolic/caller-class.ts';
import { describeWhen } from './symbolic/describe-when.ts';
import { type Rise, risesTo } from './symbolic/rises.ts';
import { type World, worldOf } from './symbolic/world.ts';

/** What one statement opens to whoever likes. */
export type Opening = {
  readonly statement: StatementReference;
  /** In words: "anyone may Decrypt, through s3.us-east-1.amazonaws.com only". */
  readonly text: string;
};

/** How much work may be spent, in steps: some 100 ms. */
const STEPS = { world: 200_000, rises: 300_000 };

/**
 * What a policy opens to strangers: callers of an account that the policy does not name, in no organization that it
 * names (R-PUBLIC). Whichever other conditions surround it: a service, a network or an endpoint does not say who calls.
 * What cannot be decided counts.
 *
 *     openToAnyone(policy).map(({ text }) => text)
 */
export function openToAnyone(policy: Policy): readonly Opening[] {
  const suspects = policy.statements.filter(mayMeanAnyone);
  if (suspects.length === 0) return [];
  const world = worldWithin(policy);
  if (world === undefined) return suspects.map(undecided);
  const openings = new Map<
    string,
    { readonly rise: Rise; readonly when: string | undefined; readonly actions: Set<string> }
  >();
  for (const rise of risesTo('candidate', world, new Budget(STEPS.rises))) {
    if (!mayBeForStrangers(rise)) continue;
    const when = whenOf(rise, world);
    const id = `${rise.clause.id} ${when}`;
    const opening = openings.get(id) ?? { rise, when, actions: new Set() };
    for (const action of rise.actions.actions) opening.actions.add(action);
    openings.set(id, opening);
  }
  return [...openings.values()]
    .sort((one, other) => one.rise.clause.id - other.rise.clause.id)
    .map(({ rise: { clause }, when, actions }) =>
      when === undefined ? undecided(clause.statement) : opening(clause.statement, actions, when),
    );
}

function mayMeanAnyone({ effect, principals }: Statement): boolean {
  return effect === 'Allow' && (principals.negated || principals.any.some(({ kind }) => kind === 'anyone'));
}

/** Undefined where there are too many cases. */
function worldWithin(policy: Policy): World | undefined {
  return unlessTooMany(() =>
    worldOf({ baseline: fixed(policy), candidate: policy }, new Budget(STEPS.world)),
  );
}

/** Of a rise that is left over it is not known for whom it is. */
const mayBeForStrangers = ({ region, clause, callers }: Rise) =>
  region === undefined ? mayMeanAnyone(clause.statement) : callers.classes.some(isStranger);

/** AWS services are no strangers: for whom they call is another question. */
const isStranger = ({ caller, knownAccount }: CallerClass) => caller.account !== undefined && !knownAccount;

/** Keys that only calls by AWS services carry (R-DERIVED). */
const OF_SERVICES = ['aws:SourceAccount', 'aws:SourceArn', 'aws:SourceOrgID', 'aws:SourceOrgPaths'];

/**
 * All that can be given to those of whom the policy's conditions say which organization, role or user they are; and to
 * requests that no stranger can make.
 */
function fixed({ statements, account }: Policy): Policy {
  const conditions = statements.flatMap((statement) => statement.conditions);
  const organizations = valuesOf(conditions, 'aws:principalorgid', /^o-[a-z0-9]+$/);
  const paths = valuesOf(conditions, 'aws:principalorgpaths', /^o-[a-z0-9]+(?=\/)/);
  // Of a role or user: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  const users = valuesOf(conditions, 'aws:userid', /^A(?:ID|RO)A[A-Z0-9]{12,}.*/);
  const asked = new Set(conditions.map(({ key }) => key.toLowerCase()));
  const limits: readonly (readonly [operator: string, key: string, values: readonly string[]])[] = [
    ...OF_SERVICES.filter((each) => asked.has(each.toLowerCase())).map(
      (each) => ['Null', each, ['false']] as const,
    ),
    ['StringEquals', 'aws:PrincipalOrgID', organizations],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', paths.map((each) => `${each}/*`)],
    ['StringLike', 'aws:userid', users],
  ];
  const Statement = limits.flatMap(([operator, key, values]) =>
    values.length === 0
      ? []
      : {
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { [operator]: { [key]: values } },
        },
  );
  return parsePolicy({ Version: '2012-10-17', Statement }, { account });
}

/** What the conditions' values of a key, given in lower case, have that fits. */
function valuesOf(conditions: readonly Condition[], key: string, fits: RegExp): readonly string[] {
  const values = conditions.filter((each) => each.key.toLowerCase() === key).flatMap((each) => each.values);
  return [...new Set(values.map((value) => fits.exec(value)?.[0]).filter((found) => found !== undefined))];
}

/** Undefined for what is left over. */
function whenOf({ region, clause, callers, actions }: Rise, { dimensions }: World): string | undefined {
  if (region === undefined) return undefined;
  const start = dimensions.start(actions.actions[0] as string, false);
  return describeWhen(region, start, clause, callers.classes.filter(isStranger), dimensions);
}

function opening(statement: Statement, actions: ReadonlySet<string>, when: string): Opening {
  const inOrder = new Set([...statement.actions].filter((action) => actions.has(action)));
  const text = `anyone may ${describeActions(inOrder)}`;
  return { statement: reference(statement), text: when === '' ? text : `${text}, ${when}` };
}

function undecided(statement: Statement): Opening {
  const { text } = opening(statement, statement.actions, describeConditions(statement.conditions));
  return { statement: reference(statement), text: `could not be decided, so counts: ${text}` };
}
