import { partitionOf } from '../events/partition.ts';
import { judgeEndpointPolicy } from './endpoint-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const vpcEndpointPolicy: Rule<'vpc-endpoint'> = {
  id: 'vpc-endpoint-policy',
  scope: 'vpc-endpoint',
  title: 'A VPC endpoint lets through trusted principals alone, to trusted keys alone',
  severity: 'high',
  area: 'perimeter',
  duty: 'perimeter',
  rationale:
    'Whoever gets into the VPC can bring credentials of an account of their own, and encrypt your data for a key of that account. Neither passes an endpoint whose policy names your accounts on both sides.',
  fix: 'Set the policy that `kms-guardian render vpc-endpoint-policy` writes: it names the users, and the keys of the account. The default policy of an endpoint lets everybody do everything.',
  controls: { nist: ['AC-4', 'SC-7'] },
  check: ({ snapshot, governance }) =>
    judgeEndpointPolicy(
      snapshot.policy,
      { account: snapshot.account, partition: partitionOf(snapshot.region) },
      governance,
    ),
};

const standard = 'perimeter: { endpointPolicy: restricted }';
const trusting =
  'perimeter: { endpointPolicy: restricted }\ntrust: { accounts: ["444455556666"], organizations: [o-a1b2c3d4e5] }';
const ours = { StringEquals: { 'aws:PrincipalAccount': '111122223333' } };
const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const ourKeys = 'arn:aws:kms:*:111122223333:key/*';
const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', ...more });
const deny = (more: object) => ({ ...allow(more), Effect: 'Deny' });

export const examples: Examples<'vpc-endpoint'> = {
  wrong: [
    { name: 'the default policy', standard, statements: [allow({ Action: '*', Resource: '*' })] },
    {
      name: 'any key, for our own principals',
      standard,
      statements: [allow({ Resource: '*', Condition: ours })],
    },
    { name: 'anyone, for our own keys', standard, statements: [allow({ Resource: ourKeys })] },
    {
      name: 'the policy of the governance document: one key of the account, and everybody may come',
      standard,
      snapshot: {
        account: '140545465132',
        arn: 'arn:aws:ec2:eu-west-1:140545465132:vpc-endpoint/vpce-1a2b3c4d5e6f70819',
        region: 'eu-west-1',
      },
      statements: [
        {
          Sid: 'AllowedKmsActions',
          Principal: '*',
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:Encrypt'],
          Resource: 'arn:aws:kms:eu-west-1:140545465132:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      ],
    },
    {
      name: 'a key of another account beside our own',
      standard,
      statements: [
        allow({ Resource: [ourKeys, 'arn:aws:kms:us-east-1:444455556666:key/*'], Condition: ours }),
      ],
    },
    {
      name: 'a pattern that more accounts than ours match',
      standard,
      statements: [allow({ Resource: 'arn:aws:kms:us-east-1:11112222333?:key/*', Condition: ours })],
    },
    {
      name: 'one key ID of whatever account',
      standard,
      statements: [allow({ Resource: 'arn:aws:kms:*:*:key/1234abcd-*-1234567890ab', Condition: ours })],
    },
    {
      name: 'all keys but those of one account',
      standard,
      statements: [allow({ NotResource: 'arn:aws:kms:*:444455556666:key/*', Condition: ours })],
    },
    {
      name: 'a Deny of one foreign account, and others are left',
      standard,
      statements: [
        allow({ Resource: '*', Condition: ours }),
        deny({ Resource: 'arn:aws:kms:*:999999999999:*' }),
      ],
    },
    {
      name: 'a Deny of keys in some Regions, and others are left',
      standard,
      statements: [
        allow({ Resource: '*', Condition: ours }),
        deny({ Resource: ['arn:aws:kms:us-*', 'arn:aws:kms:a*'] }),
      ],
    },
    {
      name: 'a Deny of accounts by their first digits, and others are left',
      standard,
      statements: [
        allow({ Resource: '*', Condition: ours }),
        deny({ Resource: [...'0123456789'].map((digit) => `arn:aws:kms:*:${digit}${digit}*:key/*`) }),
      ],
    },
    {
      name: 'a Deny of our own keys in one Region, and anyone uses the others',
      standard,
      statements: [allow({ Resource: ourKeys }), deny({ Resource: ['arn:aws:kms:us-*', 'arn:aws:kms:a*'] })],
    },
    {
      name: 'a Deny of resources of some accounts, by condition, and others are left',
      standard,
      statements: [
        allow({ Resource: '*', Condition: ours }),
        deny({
          Resource: '*',
          Condition: {
            StringLike: { 'aws:ResourceAccount': [...'0123456789'].map((digit) => `${digit}${digit}*`) },
          },
        }),
      ],
    },
    {
      name: 'a Deny of all keys but ours and some, of which an Allow lets some through',
      standard,
      statements: [
        allow({ Resource: 'arn:aws:kms:*:*:key/*5', Condition: ours }),
        deny({ NotResource: [ourKeys, 'arn:aws:kms:*:98*:key/*'] }),
      ],
    },
    {
      name: 'anyone, for some of our keys, less all but some others of them',
      standard,
      statements: [
        allow({ Resource: 'arn:aws:kms:*:111122223333:key/*5' }),
        deny({ NotResource: 'arn:aws:kms:eu-*:111122223333:key/*' }),
      ],
    },
    {
      name: 'a variable in the name of the key',
      standard,
      statements: [allow({ Resource: 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*', Condition: ours })],
    },
    {
      name: 'an account that the standard does not name',
      standard: trusting,
      statements: [allow({ Principal: { AWS: '777788889999' }, Resource: ourKeys })],
    },
    {
      name: 'an organization that the standard does not name',
      standard: trusting,
      statements: [
        allow({ Resource: ourKeys, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } } }),
      ],
    },
    {
      name: 'resources of an account that the standard does not name, by condition',
      standard: trusting,
      statements: [
        allow({
          Resource: '*',
          Condition: { StringEquals: { ...ours.StringEquals, 'aws:ResourceAccount': '777788889999' } },
        }),
      ],
    },
    {
      name: 'resources of more accounts than ours, by condition',
      standard,
      statements: [
        allow({
          Resource: '*',
          Condition: { ...ours, StringLike: { 'aws:ResourceAccount': ['111122223333', '1111*'] } },
        }),
      ],
    },
    {
      name: 'resources of an organization that the standard does not name',
      standard: trusting,
      statements: [
        allow({
          Resource: '*',
          Condition: { StringEquals: { ...ours.StringEquals, 'aws:ResourceOrgID': 'o-zzzzzzzzzz' } },
        }),
      ],
    },
    { name: 'a policy that nobody can read', standard, snapshot: { policy: '{' } },
  ],
  right: [
    {
      name: 'our principals, and our keys',
      standard,
      statements: [allow({ Resource: ourKeys, Condition: ours })],
    },
    {
      name: 'a role of ours, and a key of ours',
      standard,
      statements: [
        allow({
          Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
          Action: ['kms:Decrypt', 'kms:Encrypt'],
          Resource: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        }),
      ],
    },
    {
      name: 'our principals, and our keys, in China',
      standard,
      snapshot: {
        arn: 'arn:aws-cn:ec2:cn-north-1:111122223333:vpc-endpoint/vpce-1a2b3c4d5e6f70819',
        region: 'cn-north-1',
      },
      statements: [allow({ Resource: 'arn:aws-cn:kms:*:111122223333:key/*', Condition: ours })],
    },
    {
      name: 'our principals, and our keys, less those that have the caller’s account in their name',
      standard,
      statements: [
        allow({ Resource: ourKeys, Condition: ours }),
        deny({ Resource: 'arn:aws:kms:*:*:key/${aws:PrincipalAccount}' }),
      ],
    },
    {
      name: 'everybody and everything, less what two Deny statements take back',
      standard,
      statements: [
        allow({ Resource: '*' }),
        deny({ Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } }),
        deny({ NotResource: ourKeys }),
      ],
    },
    {
      name: 'resources of our account, by condition',
      standard,
      statements: [
        allow({
          Resource: '*',
          Condition: { StringEquals: { ...ours.StringEquals, 'AWS:ResourceAccount': '111122223333' } },
        }),
      ],
    },
    {
      name: 'resources of the trusted account, by a condition in other words',
      standard: trusting,
      statements: [
        allow({ Resource: '*', Condition: ours }),
        deny({
          Resource: '*',
          Condition: { StringNotEquals: { 'aws:ResourceAccount': ['111122223333', '444455556666'] } },
        }),
      ],
    },
    {
      name: 'what is on no key',
      standard,
      statements: [
        allow({ Action: ['kms:ListKeys', 'kms:CreateKey', 'kms:GenerateRandom'], Resource: '*' }),
        allow({ Action: 'sts:*', Resource: '*' }),
      ],
    },
    {
      name: 'the trusted account and organization, and their keys',
      standard: trusting,
      statements: [
        allow({ Principal: { AWS: '444455556666' }, Resource: 'arn:aws:kms:*:444455556666:key/*' }),
        allow({ Resource: [ourKeys, 'arn:aws:kms:*:444455556666:key/*'], Condition: organization }),
        allow({
          Resource: '*',
          Condition: { StringEquals: { ...organization.StringEquals, 'aws:ResourceOrgID': 'o-a1b2c3d4e5' } },
        }),
        allow({
          Resource: '*',
          Condition: {
            'ForAnyValue:StringLike': {
              'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*',
              'aws:ResourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*',
            },
          },
        }),
      ],
    },
    {
      name: 'an AWS service, whatever the key',
      standard,
      statements: [allow({ Principal: { Service: 's3.amazonaws.com' }, Resource: '*' })],
    },
    { name: 'a policy that lets nobody through', standard, statements: [deny({ Resource: '*' })] },
    { name: 'any policy, where the standard asks nothing', statements: [allow({ Resource: '*' })] },
  ],
};
