import { KEY_ACTIONS, RECOVERY_ACTIONS, USE_ACTIONS } from '../policy/actions.ts';
import type { Conditions } from '../policy/condition-json.ts';
import type { Governance } from '../standard/standard.ts';
import { arnOf, type Place } from './arns.ts';
import { together } from './conditions-together.ts';
import { type StatementJson, under } from './document.ts';
import { cryptographicActions, waysOfUse } from './ways-of-use.ts';

/**
 * What the account itself may do: its root user everything, or what it takes to get back into the key, so that it cannot
 * be lost; and IAM policies nothing, or everything, or everything that keeps to what use must come with.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principaltype
 */
export function ownAccount(governance: Governance, place: Place): readonly StatementJson[] {
  const account = {
    Effect: 'Allow',
    Principal: { AWS: arnOf('root', place) },
    Resource: '*',
  } as const;
  const isFull = governance.rootUser === 'full';
  const root: StatementJson = {
    Sid: isFull ? 'RootUserKeepsTheKey' : 'RootUserGetsBackIn',
    ...account,
    Action: isFull ? ['kms:*'] : [...RECOVERY_ACTIONS],
    Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
  };
  if (governance.iamDelegation === 'forbidden') return [root];
  // The account's principal covers its root user, too.
  const who = isFull ? {} : { StringNotEquals: { 'aws:PrincipalType': 'Account' } };
  const delegate = (Sid: string, Action: readonly string[], condition: Conditions = {}) =>
    under({ Sid, ...account, Action }, together(condition, who));
  if (asksNothing(governance.usage)) {
    return [...(isFull ? [] : [root]), delegate('AccountDelegatesToIam', ['kms:*'])];
  }
  const rest = [...KEY_ACTIONS].filter((action) => !USE_ACTIONS.has(action)).sort();
  return [
    root,
    delegate('AccountManagesThroughIam', rest),
    ...waysOfUse(governance).map(({ sid, actions, condition }) =>
      delegate(`AccountUsesThroughIam${sid}`, actions, condition),
    ),
    ...onlyThroughEndpoints(governance, place),
  ];
}

function asksNothing({
  services,
  vpcEndpoints,
  encryptionContext,
  conditions,
  attestation,
}: Governance['usage']): boolean {
  const asked = [services, vpcEndpoints, encryptionContext, conditions, attestation];
  return asked.every((each) => Object.keys(each).length === 0);
}

/**
 * A Deny of use past the VPC endpoints, which spares AWS services: those that call in a user's name, those that call in
 * their own, and the roles by which EC2 opens the volumes of an instance. Without that it would break them.
 *
 * It adds something only where IAM policies may let people make grants, whose holders no Allow binds. Where IAM has no
 * say, the only grants are those of AWS services, and the conditions of the Allow statements do it alone.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/vpce-policy-condition.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples
 */
function onlyThroughEndpoints(governance: Governance, place: Place): readonly StatementJson[] {
  const { vpcEndpoints } = governance.usage;
  if (vpcEndpoints.length === 0) return [];
  const ec2 = ['role/aws:ec2-infrastructure', 'role/aws:ec2-infrastructure/*'];
  return [
    {
      Sid: 'NobodyUsesItPastTheEndpoints',
      Effect: 'Deny',
      Principal: '*',
      Action: cryptographicActions(governance),
      Resource: '*',
      Condition: {
        StringNotEquals: { 'aws:SourceVpce': vpcEndpoints },
        BoolIfExists: { 'aws:ViaAWSService': 'false', 'aws:PrincipalIsAWSService': 'false' },
        ArnNotLike: { 'aws:PrincipalArn': ec2.map((each) => arnOf(each, place)) },
      },
    },
  ];
}
