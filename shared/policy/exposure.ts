import { reference } from './decide.ts';
import { describeActions, describeConditions, describePrincipal, list } from './explain.ts';
import { type Limit, limitOf } from './limits.ts';
import { isAboutKey } from './matching.ts';
import type { Policy, Principal, Statement, StatementReference } from './policy.ts';

/** What one Allow statement opens to people outside the key's account and the trusted ones. */
export type Exposure = {
  readonly statement: StatementReference;
  /** Principals of any account get in: the statement is public. */
  readonly anyone: boolean;
  /** The outside accounts let in, where they are known. */
  readonly accounts: readonly string[];
  /** In words: "role/App in account 444455556666". */
  readonly who: string;
  readonly actions: ReadonlySet<string>;
  /** In words: "anyone may Decrypt, through s3.us-east-1.amazonaws.com only". */
  readonly text: string;
};

/**
 * Who outside the key's own account, and outside the trusted accounts, a policy lets in, statement by statement;
 * AWS services are not counted. Errs on the side of reporting: what cannot be shown to be limited is public.
 *
 *     outsiders(policy, { accounts: [] }).filter((exposure) => exposure.anyone)
 */
export function outsiders(
  policy: Policy,
  trusted: { readonly accounts: readonly string[] },
): readonly Exposure[] {
  const inside = new Set([policy.account, ...trusted.accounts]);
  return policy.statements.flatMap((statement) => {
    if (statement.effect === 'Deny' || statement.actions.size === 0 || !isAboutKey(statement, policy)) {
      return [];
    }
    return exposures(statement, limitOf(statement, policy), inside);
  });
}

function exposures(statement: Statement, limit: Limit | undefined, inside: ReadonlySet<string>): Exposure[] {
  const { principals } = statement;
  if (principals.negated || principals.any.some((principal) => isAnyone(principal, inside))) {
    return openToAnyone(statement, limit, inside);
  }
  const outside = principals.any.filter((principal) => {
    const account = accountOf(principal);
    return account !== undefined && !inside.has(account) && (limit?.accounts?.has(account) ?? true);
  });
  if (outside.length === 0) {
    return [];
  }
  const accounts = [...new Set(outside.flatMap((principal) => accountOf(principal) ?? []))];
  return [exposure(statement, false, accounts, list(outside.map(describePrincipal), 'and'))];
}

function openToAnyone(
  statement: Statement,
  limit: Limit | undefined,
  inside: ReadonlySet<string>,
): Exposure[] {
  if (limit?.accounts === undefined) {
    return [exposure(statement, limit === undefined, [], 'anyone')];
  }
  const accounts = [...limit.accounts].filter((account) => !inside.has(account));
  return accounts.length === 0
    ? []
    : [exposure(statement, false, accounts, `anyone in account ${list(accounts, 'or')}`)];
}

/** `*`, and an identity provider that is not one of an inside account. */
function isAnyone(principal: Principal, inside: ReadonlySet<string>): boolean {
  if (principal.kind === 'federated') {
    const account = /^arn:aws[\w-]*:iam::(\d{12}):/.exec(principal.provider)?.[1];
    return account === undefined || !inside.has(account);
  }
  return principal.kind === 'anyone';
}

function accountOf(principal: Principal): string | undefined {
  return 'account' in principal ? principal.account : undefined;
}

function exposure(statement: Statement, anyone: boolean, accounts: readonly string[], who: string): Exposure {
  const conditions = describeConditions(statement.conditions);
  const text = `${who} may ${describeActions(statement.actions)}${conditions === '' ? '' : `, ${conditions}`}`;
  return { statement: reference(statement), anyone, accounts, who, actions: statement.actions, text };
}
