import type { Conditions } from '../policy/condition-json.ts';
import type { PrincipalPattern } from '../standard/standard.ts';
import { arnAnywhere, type Place } from './arns.ts';
import { type StatementJson, under } from './document.ts';

/**
 * Changes to the deployed guardian, by service: what would stop it, blind it, or make it believe another baseline. The
 * resources are named after the stack of serverless.yml, `kms-guardian-STAGE`, since CloudFormation gives the names.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const CHANGES: readonly string[] = [
  'cloudformation:CreateChangeSet',
  'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateStack',
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DisableAlarmActions',
  'cloudwatch:PutMetricAlarm',
  'dynamodb:BatchWriteItem',
  'dynamodb:Delete*',
  'dynamodb:PartiQL*',
  'dynamodb:Put*',
  'dynamodb:Update*',
  'events:DeleteRule',
  'events:DisableRule',
  'events:PutRule',
  'events:PutTargets',
  'events:RemoveTargets',
  'lambda:AddPermission',
  'lambda:DeleteFunction*',
  'lambda:InvokeFunction',
  'lambda:PutFunction*',
  'lambda:UpdateFunction*',
  'logs:DeleteLog*',
  'logs:PutRetentionPolicy',
  'sns:AddPermission',
  'sns:DeleteTopic',
  'sns:SetTopicAttributes',
  'sns:Unsubscribe',
  'sqs:AddPermission',
  'sqs:DeleteQueue',
  'sqs:PurgeQueue',
  'sqs:SetQueueAttributes',
];

const RESOURCES: readonly string[] = [
  'cloudformation:*:*:stack/kms-guardian-*',
  'cloudwatch:*:*:alarm:kms-guardian-*',
  'dynamodb:*:*:table/kms-guardian-*',
  'events:*:*:rule/kms-guardian-*',
  'lambda:*:*:function:kms-guardian-*',
  'logs:*:*:log-group:/aws/lambda/kms-guardian-*',
  'sns:*:*:kms-guardian-*',
  'sqs:*:*:kms-guardian-*',
];

/**
 * Deny statements that keep the guardian as it was deployed. Its roles are worth most: key policies let in every role
 * under their path, so nobody may make one there, change one, take one on or hand one to a service.
 *
 * @param deployers who may change the roles, as a condition on everybody else
 * @param operators the same, with the guardian, which writes its ledger itself
 */
export function guardianStays(
  guardian: readonly PrincipalPattern[],
  deployers: Conditions,
  operators: Conditions,
  place: Place,
): readonly StatementJson[] {
  const arn = (resource: string) => `arn:${place.partition}:${resource}`;
  const statement = (Sid: string, Action: readonly string[], Resource: readonly string[]) =>
    ({ Sid, Effect: 'Deny', Action, Resource }) as const;
  const roles = [...new Set(guardian.map((each) => arnAnywhere(each, place)))];
  const takeOver = ['Add', 'Attach', 'Create', 'Delete', 'Detach', 'Pass', 'Put', 'Tag', 'Untag', 'Update'];
  const actions = [...takeOver.map((verb) => `iam:${verb}*`), 'sts:AssumeRole*'];
  const mappings = ['lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'];
  return [
    ...(roles.length === 0 ? [] : [under(statement('GuardianRolesStay', actions, roles), deployers)]),
    under(statement('GuardianStays', CHANGES, RESOURCES.map(arn)), operators),
    // A mapping of a queue to a function has no name of its own, but says whose it is.
    under(statement('GuardianKeepsListening', mappings, ['*']), {
      ...operators,
      ArnLike: { 'lambda:FunctionArn': arn('lambda:*:*:function:kms-guardian-*') },
    }),
  ];
}
