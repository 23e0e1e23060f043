import { ipRange } from './ip.ts';
import { isAboutKey } from './matching.ts';
import { isNegated, positive } from './operators.ts';
import type { Condition, Policy, Statement } from './policy.ts';
import { hasVariable } from './variables.ts';

/** How conditions narrow "anyone": to some accounts, or to something else that is fixed (an organization, a network). */
export type Limit = { readonly accounts?: ReadonlySet<string> };

const ACCOUNTS = new Set([
  'kms:calleraccount',
  'aws:principalaccount',
  'aws:sourceaccount',
  'aws:sourceowner',
]);
const ARNS = new Set(['aws:principalarn', 'aws:sourcearn']);
const FIXED = new Set([
  'aws:principalorgid',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:principalservicename',
  'aws:userid',
]);
const ORG_PATHS = new Set(['aws:principalorgpaths', 'aws:sourceorgpaths', 'aws:vpceorgpaths']);

/**
 * The limit that a statement's conditions, and the Deny statements on all it allows, put on who it lets in. Undefined
 * where there is none: what is not limited to fixed values is open to anyone. What cannot be decided is no limit.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/kms-key-policy-no-public-access.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function limitOf(statement: Statement, policy: Policy): Limit | undefined {
  const conditions = [...statement.conditions, ...fromDenies(statement, policy)];
  const limits = conditions.flatMap((condition) => limitBy(condition, policy.version) ?? []);
  const sets = limits.flatMap(({ accounts }) => accounts ?? []);
  const [first, ...others] = sets;
  if (first === undefined) {
    return limits.length > 0 ? {} : undefined;
  }
  return { accounts: new Set([...first].filter((account) => others.every((set) => set.has(account)))) };
}

/** A Deny of everyone for whom one negated condition holds leaves those for whom its positive form holds. */
function fromDenies(statement: Statement, policy: Policy): Condition[] {
  return policy.statements.flatMap((deny) => {
    const [condition, second] = deny.conditions;
    const whole =
      deny.effect === 'Deny' &&
      !deny.principals.negated &&
      deny.principals.any.some(({ kind }) => kind === 'anyone') &&
      deny.resources.any.includes('*') &&
      isAboutKey(deny, policy) &&
      [...statement.actions].every((action) => deny.actions.has(action));
    if (!whole || condition === undefined || second !== undefined || condition.quantifier !== undefined) {
      return [];
    }
    return isNegated(condition.operator)
      ? [{ ...condition, operator: positive(condition.operator), ifExists: false }]
      : [];
  });
}

function limitBy(condition: Condition, version: Policy['version']): Limit | undefined {
  const { operator, values, ifExists, quantifier } = condition;
  const key = condition.key.toLowerCase();
  const open = ifExists || quantifier === 'ForAllValues' || isNegated(operator) || operator === 'Null';
  if (open || (version === '2012-10-17' && values.some(hasVariable))) {
    return undefined;
  }
  if (operator === 'IpAddress') {
    return key === 'aws:sourceip' && values.every(isNarrow) ? {} : undefined;
  }
  if (!/^(String|Arn)/.test(operator)) {
    return undefined;
  }
  if (ARNS.has(key)) {
    return limitByArn(condition);
  }
  const wild = operator !== 'StringEquals' && values.some((value) => /[*?]/.test(value));
  if (ORG_PATHS.has(key)) {
    return values.every((value) => /^o-[a-z0-9]+\//.test(value)) ? {} : undefined;
  }
  if (wild) {
    return undefined;
  }
  if (ACCOUNTS.has(key)) {
    return { accounts: new Set(values) };
  }
  return FIXED.has(key) ? {} : undefined;
}

/** ARNs whose account is fixed limit to that account, whatever wildcards follow. */
function limitByArn({ values, operator }: Condition): Limit | undefined {
  const accounts = values.map((value) => /^arn:aws[\w-]*:[\w-]+:[\w-]*:(\d{12}):/.exec(value)?.[1]);
  if (accounts.every((account) => account !== undefined)) {
    return { accounts: new Set(accounts) };
  }
  return operator === 'StringEquals' || values.every((value) => !/[*?]/.test(value)) ? {} : undefined;
}

/** Ranges no wider than /8 (IPv4) or /32 (IPv6), as S3 draws the line. */
function isNarrow(cidr: string): boolean {
  const range = ipRange(cidr);
  return range !== undefined && range.last - range.first < 1n << (range.bits === 32 ? 24n : 96n);
}
