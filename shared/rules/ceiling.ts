import type { KeySnapshot } from '../keys/snapshot.ts';
import type { AccessChange } from '../policy/comparison.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Policy } from '../policy/policy.ts';
import type { PrincipalPattern } from '../standard/standard.ts';
import { accessGained } from './compared.ts';
import { keyPolicy } from './key-policy.ts';
import type { Subject, Violation } from './rule.ts';

/** A statement of a ceiling: whoever meets the condition may do these actions, at most. */
export type Allowance = Readonly<Record<string, unknown>>;

type Actions = { readonly Action: readonly string[] } | { readonly NotAction: readonly string[] };

export const everything: Actions = { Action: ['kms:*'] };
export const only = (actions: Iterable<string>): Actions => ({ Action: [...actions] });
export const allBut = (actions: Iterable<string>): Actions => ({ NotAction: [...actions] });

/** Anyone may do these actions; with a condition, whoever meets it. */
export function anyone(actions: Actions, condition: object = {}): Allowance {
  return {
    Effect: 'Allow',
    Principal: '*',
    ...actions,
    Resource: '*',
    Condition: condition,
  };
}

/** The named principals may do these actions. Nobody is named: no allowance. */
export function named(
  patterns: readonly PrincipalPattern[],
  actions: Actions,
  snapshot: KeySnapshot,
): readonly Allowance[] {
  const arns = arnsOf(patterns, snapshot);
  return arns.length === 0 ? [] : [anyone(actions, { ArnLike: { 'aws:PrincipalArn': arns } })];
}

/** A condition that whoever is not named meets. */
export const notNamed = (patterns: readonly PrincipalPattern[], snapshot: KeySnapshot) => ({
  ArnNotLike: { 'aws:PrincipalArn': arnsOf(patterns, snapshot) },
});

function arnsOf(patterns: readonly PrincipalPattern[], { account, arn }: KeySnapshot): readonly string[] {
  const partition = arn.split(':')[1] ?? 'aws';
  return patterns.map((pattern) =>
    pattern.startsWith('arn:') ? pattern : `arn:${partition}:iam::${account}:${pattern}`,
  );
}

/** AWS services may do everything: who may call for whom is a rule of its own. */
export const services = anyone(everything, { Bool: { 'aws:PrincipalIsAWSService': 'true' } });

/** What the account's root user may do, and what IAM may give in the account: a rule of its own. */
export const ownAccount = ({ account }: KeySnapshot): Allowance => ({
  ...anyone(everything),
  Principal: { AWS: account },
});

/** Principals of these accounts and organizations may do these actions. */
export function trusted({ governance }: Subject, actions: Actions): readonly Allowance[] {
  const { accounts, organizations } = governance.trust;
  return [
    ...(accounts.length > 0 ? [anyone(actions, { StringEquals: { 'aws:PrincipalAccount': accounts } })] : []),
    ...(organizations.length > 0
      ? [
          anyone(actions, { StringEquals: { 'aws:PrincipalOrgID': organizations } }),
          anyone(actions, {
            'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': organizations.map((id) => `${id}/*`) },
          }),
        ]
      : []),
  ];
}

/** The root user may do everything: it cannot be kept from its key. */
export const rootUser = anyone(everything, { StringEquals: { 'aws:PrincipalType': 'Account' } });

const parsed = new Map<string, Policy>();

/** The same ceilings come again with every change, and are about whatever key of the account: they are read once. */
export function asPolicy(Statement: readonly Allowance[], { account }: KeySnapshot): Policy {
  const text = `${account} ${JSON.stringify(Statement)}`;
  const known = parsed.get(text) ?? parsePolicy({ Version: '2012-10-17', Statement }, { account });
  if (parsed.size > 1_000) parsed.clear();
  parsed.set(text, known);
  return known;
}

/**
 * What the key policy gives beyond a ceiling, by the policy engine: a ceiling is itself a policy, and whatever the key
 * policy gives over it is too much, however it is written. One violation for all of it; none where there is nothing.
 */
export function above(
  ceiling: readonly Allowance[],
  { snapshot }: Subject,
  message: string,
  matters: (change: AccessChange) => boolean = () => true,
): readonly Violation[] {
  const policy = keyPolicy(snapshot);
  if (policy === undefined) return [];
  const most = asPolicy(ceiling, snapshot);
  const { gained, unknown } = accessGained(most, policy);
  const excess = gained.filter(matters);
  if (excess.length + unknown.length === 0) return [];
  const statements = [...excess, ...unknown].flatMap((each) => each.statements.map(({ index }) => index));
  return [
    {
      message,
      evidence: [
        ...excess.map(({ text }) => text),
        ...unknown.map(({ reason }) => `could not be decided, so counts: ${reason}`),
      ],
      statements: [...new Set(statements)].sort((a, b) => a - b),
      remedy: 'revert-policy',
    },
  ];
}
