import type { Resource } from '@aws-sdk/client-securityhub';
import type { Scope } from '../../rules/scope.ts';
import { said } from '../clip.ts';
import { bounded } from '../incident-id.ts';
import type { Message } from '../message/message.ts';

/**
 * The thing that a finding is about. What Security Hub has no type for is `Other`.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/asff-resources.html
 */
export function asffResource({ about, decision }: Message): Resource {
  const { arn, scope, team } = decision;
  const details = {
    Name: said(about.name, 1024),
    Class: said(about.keyClass, 1024),
    Account: said(about.account, 64),
    ...(team === undefined ? {} : { Team: said(team, 1024) }),
  };
  return {
    ...resourceAt(arn),
    Type: typeOf(scope, arn),
    Region: said(about.region, 16),
    Details: {
      ...(scope === 'key'
        ? { AwsKmsKey: { AWSAccountId: details.Account, KeyId: said(arn.split('/').at(-1) ?? '', 512) } }
        : {}),
      Other: details,
    },
  };
}

/** A thing of which no more is known than its ARN. */
export function resourceAt(arn: string): Resource & { readonly Type: string; readonly Id: string } {
  const [, partition = ''] = arn.split(':');
  return {
    Type: /^arn:[^:]+:kms:[^:]*:\d{12}:key\//.test(arn) ? 'AwsKmsKey' : 'Other',
    Id: bounded(said(arn, Number.POSITIVE_INFINITY)),
    ...(isPartition(partition) ? { Partition: partition } : {}),
  };
}

const partitions = ['aws', 'aws-cn', 'aws-us-gov'] as const;

const isPartition = (text: string): text is (typeof partitions)[number] =>
  partitions.some((partition) => partition === text);

function typeOf(scope: Scope, arn: string): string {
  switch (scope) {
    case 'key':
      return 'AwsKmsKey';
    case 'trail':
      return 'AwsCloudTrailTrail';
    case 'account':
      return 'AwsAccount';
    case 'principal':
      return /:role\//.test(arn) ? 'AwsIamRole' : /:user\//.test(arn) ? 'AwsIamUser' : 'Other';
    case 'alias':
    case 'key-store':
    case 'vpc-endpoint':
      return 'Other';
  }
}
