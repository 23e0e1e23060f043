import { above, anyone, everything } from './ceiling.ts';
import { allows } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const confusedDeputy: Rule = {
  id: 'confused-deputy',
  title: 'An AWS service calls for trusted accounts alone',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A service acts for all its customers. Without aws:SourceAccount or aws:SourceArn, another customer can have it use your key.',
  fix: 'Add a condition on aws:SourceAccount, aws:SourceArn or aws:SourceOrgID to the statement for the service.',
  controls: { nist: ['AC-3'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (!allows(snapshot, ({ kind }) => kind === 'service' || kind === 'anyone')) return [];
    const accounts = [snapshot.account, ...governance.trust.accounts];
    const service = { 'aws:PrincipalIsAWSService': 'true' };
    const ceiling = [
      anyone(everything, { Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
      anyone(everything, { Bool: service, StringEquals: { 'aws:SourceAccount': accounts } }),
      anyone(everything, {
        Bool: service,
        ArnLike: { 'aws:SourceArn': accounts.map((account) => `arn:*:*:*:${account}:*`) },
      }),
      // What CloudWatch Logs sends instead of aws:SourceArn.
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
      anyone(everything, {
        Bool: service,
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': accounts.map((account) => `arn:*:logs:*:${account}:*`),
        },
      }),
      ...governance.trust.organizations.map((organization) =>
        anyone(everything, { Bool: service, StringEquals: { 'aws:SourceOrgID': organization } }),
      ),
    ];
    return above(ceiling, subject, 'The key policy lets an AWS service use the key for anybody.');
  },
};

const service = (Condition?: object) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 'kms:GenerateDataKey*',
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'a service with no condition', statements: [service()] },
    {
      name: 'a service for whatever account, by a wildcard',
      statements: [service({ StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:*:trail/*' } })],
    },
    {
      name: 'a condition that holds where the key is absent',
      statements: [service({ StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } })],
    },
    {
      name: 'anyone, and so any service',
      statements: [{ ...service(), Principal: '*' }],
    },
    {
      name: 'a service for another account',
      statements: [service({ StringEquals: { 'aws:SourceAccount': '444455556666' } })],
    },
    {
      name: 'CloudWatch Logs for the log groups of another account',
      statements: [
        service({
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:444455556666:log-group:*',
          },
        }),
      ],
    },
    {
      name: 'a service for an organization that is not the trusted one',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [service({ StringEquals: { 'aws:SourceOrgID': 'o-zzzzzzzzzz' } })],
    },
  ],
  right: [
    {
      name: 'a service for the account',
      statements: [service({ StringEquals: { 'aws:SourceAccount': '111122223333' } })],
    },
    {
      name: 'a service for one trail of the account',
      statements: [
        service({ ArnEquals: { 'aws:SourceArn': 'arn:aws:cloudtrail:us-east-1:111122223333:trail/Main' } }),
      ],
    },
    {
      name: 'a service for a trusted account, beside a role',
      standard: 'trust: { accounts: ["444455556666"] }',
      statements: [
        { ...service(), Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' } },
        service({ StringEquals: { 'aws:SourceAccount': '444455556666' } }),
      ],
    },
    {
      name: 'CloudWatch Logs for a log group of the account',
      statements: [
        service({
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:*',
          },
        }),
      ],
    },
    {
      name: 'a service for the trusted organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [service({ StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } })],
    },
  ],
};
