import { GUARDIAN_ACTIONS } from '../../shared/render/manage-statements.ts';

/** One statement of a key policy, as JSON. */
export type StatementJson = Readonly<Record<string, unknown>> & { readonly Sid: string };

/**
 * A key policy as the governance model asks for it: the root user keeps the key from being locked up,
 * IAM delegation is off, and everybody else does one thing.
 */
export function governedPolicy(account: string): readonly StatementJson[] {
  const iam = `arn:aws:iam::${account}`;
  const allow = (Sid: string, AWS: string, Action: readonly string[], more: object = {}) => ({
    Sid,
    Effect: 'Allow',
    Principal: { AWS },
    Action,
    Resource: '*',
    ...more,
  });
  return [
    allow('RootUserKeepsTheKey', `${iam}:root`, ['kms:*'], {
      Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
    }),
    allow('AdministratorsManage', `${iam}:role/KeyAdministrator`, [
      'kms:DescribeKey',
      'kms:EnableKey',
      'kms:DisableKey',
      'kms:EnableKeyRotation',
      'kms:DisableKeyRotation',
      'kms:ScheduleKeyDeletion',
      'kms:CancelKeyDeletion',
      'kms:TagResource',
    ]),
    allow('OwnersSetThePolicy', `${iam}:role/KeyOwner`, ['kms:GetKeyPolicy', 'kms:PutKeyPolicy']),
    allow('UsersUse', `${iam}:role/KeyUser`, [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'kms:DescribeKey',
    ]),
    allow('PipelineDeploys', `${iam}:role/Deploy`, [
      'kms:Describe*',
      'kms:Get*',
      'kms:List*',
      'kms:PutKeyPolicy',
      'kms:EnableKeyRotation',
      'kms:CreateAlias',
      'kms:TagResource',
    ]),
    allow('GuardianPutsRight', `${iam}:root`, GUARDIAN_ACTIONS, {
      Condition: { ArnLike: { 'aws:PrincipalArn': `${iam}:role/kms-guardian/*` } },
    }),
  ];
}

/** The policy document of these statements. */
export function document(statements: readonly StatementJson[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
