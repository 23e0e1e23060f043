/** Roles alone: everything else as the product asks it. */
export const standard = `version: 1
roles:
  administrators: [role/KeyAdministrator]
  owners: [role/KeyOwner]
  users: [role/KeyUser]
  pipelines: [role/Deploy]
`;

const account = 'arn:aws:iam::111122223333';

export const root = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `${account}:root` },
  Action: 'kms:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
};
export const user = {
  Sid: 'Users',
  Effect: 'Allow',
  Principal: { AWS: `${account}:role/KeyUser` },
  Action: 'kms:Decrypt',
  Resource: '*',
};
export const guardian = {
  Sid: 'Guardian',
  Effect: 'Allow',
  Principal: { AWS: `${account}:root` },
  Action: [
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListResourceTags',
    'kms:PutKeyPolicy',
    'kms:CancelKeyDeletion',
    'kms:EnableKey',
    'kms:EnableKeyRotation',
  ],
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': `${account}:role/kms-guardian/*` } },
};
export const open = { Sid: 'Open', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' };

export const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

/** Breaks no rule. */
export const clean = policy(root, user, guardian);
/** Statement 3 is open to everybody. */
export const broken = policy(root, user, guardian, open);

/** A plan of one module in another, as `terraform show -json` prints it. */
export const plan = (
  values: object,
  { unknown = {}, written = Object.keys(values), more = [] as readonly object[] } = {},
) => ({
  format_version: '1.2',
  planned_values: {
    root_module: {
      child_modules: [
        {
          address: 'module.data["a.b"]',
          resources: [
            {
              address: 'module.data["a.b"].aws_kms_key.this[0]',
              mode: 'managed',
              type: 'aws_kms_key',
              values,
            },
          ],
        },
      ],
    },
  },
  resource_changes: [
    {
      address: 'module.data["a.b"].aws_kms_key.this[0]',
      mode: 'managed',
      type: 'aws_kms_key',
      change: { actions: ['create'], before: null, after: values, after_unknown: unknown },
    },
    ...more,
  ],
  configuration: {
    root_module: {
      module_calls: {
        data: {
          module: {
            resources: [
              {
                address: 'aws_kms_key.this',
                type: 'aws_kms_key',
                name: 'this',
                expressions: Object.fromEntries(written.map((name) => [name, {}])),
              },
              {
                address: 'aws_kms_key_policy.this',
                type: 'aws_kms_key_policy',
                name: 'this',
                expressions: {
                  key_id: { references: ['aws_kms_key.this[0].id', 'aws_kms_key.this'] },
                  policy: {},
                },
              },
            ],
          },
        },
      },
    },
  },
});

/** A resource of its own for the policy of the plan's key. */
export const keyPolicy = (after: object, after_unknown: object = {}) => ({
  address: 'module.data["a.b"].aws_kms_key_policy.this',
  mode: 'managed',
  type: 'aws_kms_key_policy',
  change: { actions: ['create'], before: null, after, after_unknown },
});

/** A template's key whose policy is written as the lines given, indented by as much as they are here. */
export const template = (statements: string, more = '') => `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  UserArn: { Type: String }
Resources:
  AppRole:
    Type: AWS::IAM::Role
    Properties: { RoleName: KeyUser }
  Key:
    Type: AWS::KMS::Key
    Properties:
      EnableKeyRotation: true
${more}      KeyPolicy:
        Version: 2012-10-17
        Statement:
          - ${JSON.stringify(root)}
          - ${JSON.stringify(guardian)}
${statements}`;
