import { isAboutKey } from '../policy/matching.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Condition, Policy, Statement } from '../policy/policy.ts';
import { isOnRegion, type KeyOfAccount } from './keys-of-account.ts';

/** A service control policy where it is attached. */
export type Attached = { readonly target: string; readonly name: string; readonly policy: Policy };

/** The policies at one level, from the root of the organization down to the account. */
export type Level = readonly Attached[];

/** Where a statement stands. */
export type Place = Attached & { readonly statement: Statement };

/** All policies together as one: first a statement for each way through the levels, then one for each Deny. */
export type Control = {
  readonly policy: Policy;
  /** The Allows of each way. */
  readonly ways: readonly (readonly Place[])[];
  readonly denies: readonly Place[];
};

/** More ways than this to be let through by one Allow of each level are not gone through. */
const MOST_WAYS = 100;

/**
 * What service control policies let be done to one key, as a policy that our engine can judge: at each level an Allow
 * must match, so there is a statement for each pick of one Allow of each level, with the actions that all of them have and
 * the conditions of them all; and no Deny may match anywhere. Undefined where there are too many ways.
 *
 * A resource with a variable in it counts against the account: as all keys in an Allow, as none in a Deny.
 *
 * @param actions those that matter
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function effectiveControl(
  levels: readonly Level[],
  {
    account,
    key,
    actions,
  }: { readonly account: string; readonly key: KeyOfAccount; readonly actions: readonly string[] },
): Control | undefined {
  const about = (effect: Statement['effect']) => (level: Level) =>
    level.flatMap(({ policy, ...rest }) =>
      policy.statements
        .filter((statement) => statement.effect === effect && matches(statement, policy, key))
        .map((statement) => only(actions, { ...rest, policy, statement }))
        .filter(({ statement }) => statement.actions.size > 0),
    );
  const ways = waysThrough(levels.map(about('Allow')).map((each) => widest(each, actions)));
  if (ways === undefined) return undefined;
  const denies = levels.flatMap(about('Deny'));
  const statements = [
    ...ways.map((places) => conjunction('Allow', places, actions)),
    ...denies.map((place) => conjunction('Deny', [place], actions)),
  ].map((each, index) => ({ ...each, index }));
  const closed = closing(statements, account, key);
  return {
    policy: { version: '2012-10-17', account, key: key.arn, statements: [...statements, ...closed] },
    ways,
    denies,
  };
}

const hasVariable = ({ resources }: Statement) => resources.any.some((resource) => resource.includes('${'));

function matches(statement: Statement, policy: Policy, { arn }: KeyOfAccount): boolean {
  return hasVariable(statement)
    ? statement.effect === 'Allow'
    : isAboutKey(statement, { ...policy, key: arn });
}

const only = (actions: readonly string[], place: Place): Place => ({
  ...place,
  statement: {
    ...place.statement,
    actions: new Set(actions.filter((action) => place.statement.actions.has(action))),
  },
});

/** Of the Allows of one level, one that lets through all that the others do; otherwise each that is different. */
function widest(allows: readonly Place[], actions: readonly string[]): readonly Place[] {
  const whole = allows.find(
    ({ statement }) => statement.conditions.length === 0 && statement.actions.size === actions.length,
  );
  if (whole !== undefined) return [whole];
  const different = new Map(
    allows.map((place) => [
      JSON.stringify([[...place.statement.actions], place.statement.conditions]),
      place,
    ]),
  );
  return [...different.values()];
}

/** Every pick of one Allow of each level. */
function waysThrough(levels: readonly (readonly Place[])[]): readonly (readonly Place[])[] | undefined {
  if (levels.reduce((count, allows) => count * allows.length, 1) > MOST_WAYS) return undefined;
  return levels.reduce<readonly (readonly Place[])[]>(
    (ways, allows) => ways.flatMap((way) => allows.map((allow) => [...way, allow])),
    [[]],
  );
}

function conjunction(
  effect: Statement['effect'],
  places: readonly Place[],
  actions: readonly string[],
): Omit<Statement, 'index'> {
  const statements = places.map(({ statement }) => statement);
  const conditions = new Map(
    statements.flatMap((each) => each.conditions.map((one) => [JSON.stringify(one), one] as const)),
  );
  return {
    effect,
    principals: { negated: false, any: [{ kind: 'anyone' }] },
    actions: new Set(actions.filter((action) => statements.every((each) => each.actions.has(action)))),
    resources: { negated: false, any: ['*'] },
    conditions: [...conditions.values()],
  };
}

/**
 * Where statements ask for the Region or for the account of the key, these are no longer open.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
 */
function closing(
  statements: readonly Statement[],
  account: string,
  { region }: KeyOfAccount,
): readonly Statement[] {
  const asks = (test: (condition: Condition) => boolean) =>
    statements.some(({ conditions }) => conditions.some(test));
  const Condition = {
    ...(asks(isOnRegion) ? { 'aws:RequestedRegion': region } : {}),
    ...(asks(({ key }) => key.toLowerCase() === 'aws:resourceaccount')
      ? { 'aws:ResourceAccount': account }
      : {}),
  };
  const Statement = Object.entries(Condition).map(([key, value]) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 'kms:*',
    Resource: '*',
    Condition: { StringNotEquals: { [key]: value } },
  }));
  return parsePolicy({ Version: '2012-10-17', Statement }, { account }).statements.map((each, at) => ({
    ...each,
    index: statements.length + at,
  }));
}
