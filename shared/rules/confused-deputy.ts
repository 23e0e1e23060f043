import { ADMINISTER_ACTIONS, OWN_ACTIONS, USE_ACTIONS } from '../policy/actions.ts';
import type { Condition } from '../policy/policy.ts';
import { above, allBut, anyone, everything } from './ceiling.ts';
import { allowsServices, keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

/**
 * What no service carries when it calls for itself: it is in no organization.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
 */
const NEVER_OF_SERVICES = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];

/** What uses the key, gives access to it or changes it. To look at a key is no use of it. */
const JUDGED = [...USE_ACTIONS, ...OWN_ACTIONS, ...ADMINISTER_ACTIONS];

/**
 * Keys whose value is an ARN of the account that a service acts for. CloudWatch Logs, and CloudTrail in older policies,
 * send the ARN as encryption context.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
const NAMING_THE_ACCOUNT = [
  { key: 'aws:SourceArn', of: '*' },
  { key: 'kms:EncryptionContext:aws:logs:arn', of: 'logs' },
  { key: 'kms:EncryptionContext:aws:cloudtrail:arn', of: 'cloudtrail' },
];

/**
 * The policy's own patterns of text that an ARN of these accounts meets: a wildcard of StringLike crosses colons, so only
 * one in the Region or the name counts, as CloudTrail writes them. Read as text, a pattern of ArnLike, or one for another
 * key, would let in more than it lets in where it stands.
 */
function inTexts(
  key: string,
  of: string,
  accounts: readonly string[],
  conditions: readonly Condition[],
): readonly Readonly<Record<string, readonly string[]>>[] {
  const shape = new RegExp(
    `^arn:[a-z-]+:${of === '*' ? '[a-z0-9-]+' : of}:[a-z0-9*?-]*:(?:${accounts.join('|')}):[^$]+$`,
  );
  const fixed = conditions
    .filter((each) => each.operator === 'StringLike' && each.key.toLowerCase() === key.toLowerCase())
    .flatMap(({ values }) => values)
    .filter((value) => shape.test(value));
  return fixed.length === 0 ? [] : [{ [key]: fixed }];
}

export const confusedDeputy: Rule = {
  id: 'confused-deputy',
  title: 'AWS services use a key on behalf of trusted accounts only',
  severity: 'medium',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A service acts for all its customers. Without aws:SourceAccount or aws:SourceArn, another customer can have it use your key.',
  fix: 'Add a condition on aws:SourceAccount, aws:SourceArn or aws:SourceOrgID to the statement for the service.',
  controls: { nist: ['AC-3'] },
  check(subject) {
    const { snapshot, governance } = subject;
    const policy = keyPolicy(snapshot);
    if (policy === undefined || !allowsServices(policy)) return [];
    const accounts = [snapshot.account, ...governance.trust.accounts];
    const service = { 'aws:PrincipalIsAWSService': 'true' };
    const conditions = policy.statements.flatMap((each) => each.conditions);
    const asked = new Set(conditions.map(({ key }) => key.toLowerCase()));
    const impossible = NEVER_OF_SERVICES.filter((key) => asked.has(key.toLowerCase()));
    const ceiling = [
      anyone(everything, { Bool: { 'aws:PrincipalIsAWSService': 'false' } }),
      anyone(everything, { Bool: service, StringEquals: { 'aws:SourceAccount': accounts } }),
      anyone(allBut(JUDGED)),
      ...NAMING_THE_ACCOUNT.flatMap(({ key, of }) => [
        anyone(everything, {
          Bool: service,
          ArnLike: { [key]: accounts.map((account) => `arn:*:${of}:*:${account}:*`) },
        }),
        ...inTexts(key, of, accounts, conditions).map((StringLike) =>
          anyone(everything, { Bool: service, StringLike }),
        ),
      ]),
      ...impossible.map((key) => anyone(everything, { Bool: service, Null: { [key]: 'false' } })),
      ...governance.trust.organizations.map((organization) =>
        anyone(everything, { Bool: service, StringEquals: { 'aws:SourceOrgID': organization } }),
      ),
      ...governance.trust.organizations.map((organization) =>
        anyone(everything, {
          Bool: service,
          'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': `${organization}/*` },
        }),
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
      name: 'a service for whatever account, by a wildcard that crosses the account',
      statements: [
        service({ StringLike: { 'aws:SourceArn': 'arn:aws:logs:*:*:log-group:111122223333:*' } }),
        service({ StringLike: { 'aws:SourceArn': 'arn:*:111122223333:*' } }),
      ],
    },
    {
      name: 'CloudTrail for the trails of another account, by the encryption context',
      statements: [
        service({
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:444455556666:trail/*',
          },
        }),
      ],
    },
    {
      name: 'CloudTrail for the trails of any account, by the encryption context',
      statements: [
        service({
          StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:*:trail/*' },
        }),
      ],
    },
    {
      name: 'a service for anybody, beside CloudTrail for the trails of the account',
      statements: [
        service({ StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } }),
        service(),
      ],
    },
    {
      name: 'the ARN of a trail in the encryption context of CloudWatch Logs',
      statements: [
        service({
          StringLike: {
            'kms:EncryptionContext:aws:logs:arn': 'arn:aws:cloudtrail:us-east-1:111122223333:trail/*',
          },
        }),
      ],
    },
    {
      name: 'log groups of another account by a name that holds the account’s ID, beside those of the account',
      statements: [
        service({ ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:111122223333:log-group:*' } }),
        service({ ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:444455556666:*:111122223333:log-group:*' } }),
      ],
    },
    {
      name: 'such log groups, beside those of the account by the encryption context',
      statements: [
        service({
          StringLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:*:111122223333:log-group:*' },
        }),
        service({ ArnLike: { 'aws:SourceArn': 'arn:aws:logs:*:444455556666:*:111122223333:log-group:*' } }),
      ],
    },
    {
      name: 'a service that makes grants for anybody',
      statements: [{ ...service(), Action: 'kms:CreateGrant' }],
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
      name: 'anyone who is in no organization, and so any service',
      statements: [
        { ...service({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), Principal: '*' },
      ],
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
    {
      name: 'a service for one part of an organization that is not the trusted one',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [service({ 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-zzzzzzzzzz/r-ab12/*' } })],
    },
  ],
  right: [
    {
      name: 'CloudTrail looks at the key, as its console lets it',
      statements: [{ ...service(), Action: 'kms:DescribeKey' }],
    },
    {
      name: 'DynamoDB looks at the key',
      statements: [
        {
          ...service(),
          Principal: { Service: 'dynamodb.amazonaws.com' },
          Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'],
        },
      ],
    },
    {
      name: 'CloudTrail for the trails of the account in whichever Region, in text',
      statements: [service({ StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:trail/*' } })],
    },
    {
      name: 'CloudTrail for the trails of a trusted account, in text',
      standard: 'trust: { accounts: ["444455556666"] }',
      statements: [service({ StringLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:444455556666:trail/*' } })],
    },
    {
      name: 'CloudWatch Logs for log groups of the account, in text',
      statements: [
        service({
          StringLike: {
            'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:111122223333:log-group:app-*',
          },
        }),
      ],
    },
    {
      name: 'CloudTrail for the trails of the account, by the encryption context, as in older policies',
      statements: [
        service({
          StringLike: {
            'kms:EncryptionContext:aws:cloudtrail:arn': ['arn:aws:cloudtrail:*:111122223333:trail/*'],
          },
        }),
      ],
    },
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
      name: 'services for whatever resource of the account',
      statements: [service({ ArnLike: { 'aws:SourceArn': 'arn:aws:*:*:111122223333:*' } })],
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
      name: 'anyone of an organization, where no service is',
      statements: [
        { ...service({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), Principal: '*' },
        {
          ...service({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } }),
          Principal: { AWS: '*' },
        },
      ],
    },
    {
      name: 'a service for the trusted organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [service({ StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } })],
    },
    {
      name: 'a service for one part of the trusted organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [service({ 'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } })],
    },
  ],
};
