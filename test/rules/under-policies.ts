import { leftAble } from '../../shared/rules/deletion-control.ts';

export const account = '111122223333';

/** Statements of policies, by the policies' names. */
export type Named = Readonly<Record<string, readonly object[]>>;

const statement =
  (Effect: string) =>
  (more: object = {}) => ({ Effect, Action: '*', Resource: '*', ...more });
export const [allow, deny] = [statement('Allow'), statement('Deny')];

export const scp = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** An account of this partition under levels of service control policies. */
export const under = (levels: readonly Named[], partition = 'aws') => ({
  account,
  arn: `arn:${partition}:iam::${account}:root`,
  region: 'us-east-1',
  management: false,
  levels: levels.map((policies, at) => ({
    target: `level ${at + 1}`,
    policies: Object.entries(policies).map(([name, statements]) => ({
      id: `p-${name}`,
      name,
      text: scp(statements),
    })),
  })),
});

export const but = (operator: string, ...arns: readonly string[]) => ({
  Condition: { [operator]: { 'aws:PrincipalArn': arns } },
});
/** All but role/A, which may. */
export const roleA = but('ArnNotLike', 'arn:aws:iam::*:role/A');

export const key = (id: string, region = '*') => ({ Resource: `arn:aws:kms:${region}:*:key/${id}` });

export const judged = (...levels: readonly Named[]) => leftAble(under(levels), ['role/A']);
