import { isAboutKey } from '../matching.ts';
import type { Condition, Policy, Principal, Statement } from '../policy.ts';
import { formOf } from './condition-form.ts';
import type { Dimensions } from './dimensions.ts';
import type { Literal } from './literal.ts';
import { type Conjunction, conjunctionOf } from './search.ts';
import type { ValueTest } from './value-test.ts';

/** The keys that follow from who calls; `aws:userid` does for the root user alone. */
const OF_CALLER = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'kms:calleraccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:username',
  'aws:userid',
]);

/** Whether a condition's key follows from the caller, at least for some. */
export const isOfCaller = ({ key }: Pick<Condition, 'key'>) => OF_CALLER.has(key.toLowerCase());

/** A condition on a key that follows from the caller, and what stands for it where it does not, or is left open. */
export type CallerCondition = {
  readonly condition: Condition;
  /** In lower case. */
  readonly key: string;
  readonly test: ValueTest | undefined;
  readonly otherwise: Literal;
};

/** A statement made ready for the search: whom it covers, and its conditions as literals. */
export type Clause = {
  readonly id: number;
  readonly statement: Statement;
  readonly conditions: Conjunction;
  readonly ofCaller: readonly CallerCondition[];
  /** How it names the callers it covers, or for NotPrincipal those it does not. */
  readonly names: ReadonlySet<string>;
};

export function clauseOf(id: number, statement: Statement, policy: Policy, dimensions: Dimensions): Clause {
  const own = statement.conditions.filter((condition) => !isOfCaller(condition));
  const literals = own.map((condition) => dimensions.literal(condition, policy.version));
  const { any, negated } = statement.resources;
  if (policy.key === undefined && !any.includes('*')) {
    const named = [...any].sort();
    literals.push(
      dimensions.open(
        `resource ${JSON.stringify([negated, named])}`,
        `whether ${named.join(', ')} is this key is not known`,
      ),
    );
  }
  const ofCaller = statement.conditions.filter(isOfCaller).map((condition): CallerCondition => {
    const test = dimensions.testOf(condition);
    const isOwn = condition.key.toLowerCase() === 'aws:userid' && test?.family !== 'variable';
    const doubt =
      test?.family === 'variable'
        ? `the condition on ${condition.key} depends on a policy variable (${condition.values.join(', ')})`
        : `${condition.key} is compared as something else than text, or by too many patterns`;
    const otherwise = isOwn
      ? dimensions.literal(condition, policy.version)
      : dimensions.open(`${policy.version} ${formOf(condition)}`, doubt);
    return { condition, key: condition.key.toLowerCase(), test, otherwise };
  });
  const names = new Set(
    statement.principals.any.flatMap((each) => namesOf(each, statement.principals.negated)),
  );
  return { id, statement, conditions: conjunctionOf(literals), ofCaller, names };
}

/** Whether a statement can make a difference at all. */
export function counts(statement: Statement, policy: Policy): boolean {
  return statement.actions.size > 0 && isAboutKey(statement, policy);
}

/** How a statement names a principal. */
function namesOf(principal: Principal, negated: boolean): readonly string[] {
  switch (principal.kind) {
    case 'anyone':
      return ['*'];
    case 'account':
      // An account in NotPrincipal leaves out its root user alone.
      return [`${negated ? 'root' : 'account'} ${principal.account}`];
    case 'role':
    case 'user':
    case 'session':
    case 'federated-user':
      return [principal.arn];
    case 'service':
      return [`service ${principal.service.toLowerCase()}`];
    case 'federated':
      return [`provider ${principal.provider}`];
    case 'canonical-user':
    case 'unique-id':
      return [];
  }
}
