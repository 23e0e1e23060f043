import { describeGrantee, readGrantee } from '../keys/grantee.ts';
import type { Grant } from '../keys/snapshot.ts';
import { isNamed } from '../standard/principals.ts';
import { evidenceOf, judgedGrants, revocation } from './judged-grants.ts';
import type { Examples, Rule, Subject, Violation } from './rule.ts';
import { isTrustedAccount, resourceOf } from './service-grant.ts';

export const grantee: Rule = {
  id: 'grantee',
  title: 'Grants are given only to those whom the standard allows',
  severity: 'critical',
  area: 'grants',
  duty: 'grants',
  rationale:
    'A grant gives the use of a key beside the key policy, where nobody looks for it, and needs no IAM policy of this account. Whoever may make one can give a stranger the data. The grants that AWS services make for their own work are never asked.',
  fix: 'Revoke the grant. Where it is meant, add the grantee to grants.grantees of the standard, or its account to trust.accounts.',
  controls: { controlTower: ['CT.KMS.PV.1'], nist: ['AC-3', 'AC-6'] },
  check(subject) {
    return judgedGrants(subject).flatMap((grant) => {
      const fault = faultOf(grant, subject);
      if (fault === undefined) return [];
      const { message, evidence = [], ...rest } = fault;
      return [{ message, evidence: [...evidenceOf(grant, subject), ...evidence], ...rest }];
    });
  },
};

function faultOf(grant: Grant, subject: Subject): Violation | undefined {
  const { account } = subject.snapshot;
  const { grantees } = subject.governance.grants;
  const grantee = readGrantee(grant.grantee);
  const who = describeGrantee(grant.grantee, account);
  switch (grantee.kind) {
    case 'principal': {
      if (!isTrustedAccount(grantee.account, subject))
        return { message: `A grant is for ${who}, which is not trusted.`, ...revocation(subject) };
      if (grantees.length === 0 || isNamed(grantees, grant.grantee, account)) return undefined;
      return {
        message: `A grant is for ${who}, which may not be given one.`,
        evidence: [`grants are for: ${grantees.join(', ')}`],
        ...revocation(subject),
      };
    }
    case 'service':
      return faultOfService(grant, who, subject);
    case 'aws-internal':
    case 'unknown':
      // It may be one of ours: people are told, and nothing is taken away.
      return { message: `A grant is for ${who}, and nothing tells of which account that is.` };
  }
}

/** A customer made this one, and the service acts for whoever the SourceArn says; without one, for whomever it likes. */
function faultOfService(grant: Grant, who: string, subject: Subject): Violation | undefined {
  const source = grant.constraints?.sourceArn;
  const resource = resourceOf(grant, subject);
  if (resource === 'trusted') return undefined;
  if (resource === 'foreign') {
    return {
      message: `A grant lets ${who} use the key for ${source}, whose account is not trusted.`,
      ...revocation(subject),
    };
  }
  return {
    message: `A person's grant lets ${who} use the key, and nothing limits it to trusted accounts.`,
    evidence: [source === undefined ? 'no SourceArn binds it' : `bound to ${source}, which names no account`],
    fix: 'Bind the grant to a resource by the constraint SourceArn, or let the service make its grant itself.',
  };
}

const user = 'arn:aws:iam::111122223333:role/KeyUser';
const outsider = 'arn:aws:iam::444455556666:role/Outsider';
const made = (to: string, more: object = {}) => ({
  operation: 'CreateGrant',
  by: 'role/KeyUser',
  details: { grantId: 'abcde1237f76e4ba', grantee: to, operations: ['Decrypt'], ...more },
});
const listed = (to: string, more: object = {}) => ({
  grants: [{ id: 'abcde1237f76e4ba', grantee: to, operations: ['Decrypt'], ...more }],
});
const sourceArn = (arn: string) => ({ constraints: { sourceArn: arn } });
const linked = (account: string) =>
  `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
const infrastructure = (account: string) =>
  `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-5d476fab`;
const alarm = (account: string) => `arn:aws:cloudwatch:us-east-1:${account}:alarm:disk`;

export const examples: Examples = {
  wrong: [
    { name: 'a role of an account that is not trusted', change: made(outsider) },
    { name: 'everybody of such an account', change: made('444455556666') },
    {
      name: 'such a role, though the standard names it as a grantee',
      standard: `grants: { grantees: ["${outsider}"] }`,
      change: made(outsider),
    },
    {
      name: 'such a role, bound as the grant of a volume is',
      change: made(outsider, {
        constraints: { encryptionContextSubset: { 'aws:ebs:id': 'vol-5cccfb4e' } },
        retiring: 'ec2.us-east-1.amazonaws.com',
      }),
    },
    { name: 'such a role, found in the list', snapshot: listed(outsider) },
    { name: 'a role that is no grantee', standard: 'grants: { grantees: [role/App] }', change: made(user) },
    {
      name: 'the service-linked role of an account that is not trusted',
      change: made(linked('444455556666')),
    },
    { name: 'an instance of such an account', change: made(infrastructure('444455556666')) },
    {
      name: 'such an instance, as CloudTrail writes it',
      change: made('444455556666:aws:ec2-infrastructure:i-5d476fab'),
    },
    {
      name: 'a role whose path looks like AWS, and which is no grantee',
      standard: 'grants: { grantees: [role/App] }',
      change: made('arn:aws:iam::111122223333:role/aws:ec2-infrastructure/App'),
    },
    {
      name: 'a session whose name looks like AWS, of a role that is no grantee',
      standard: 'grants: { grantees: [role/App] }',
      change: made('arn:aws:sts::111122223333:assumed-role/Other/aws:ec2-infrastructure'),
    },
    { name: 'a service, by a person, bound to nothing', change: made('sns.amazonaws.com') },
    {
      name: 'a service, by a person, bound to an encryption context, which anybody can give it',
      change: made('sns.amazonaws.com', { constraints: { encryptionContextSubset: { app: 'orders' } } }),
    },
    {
      name: 'a service, by a person, for a bucket that may be anybody’s',
      change: made('logs.amazonaws.com', sourceArn('arn:aws:s3:::somebodys-bucket')),
    },
    {
      name: 'a service, for a resource of an account that is not trusted',
      change: made('cloudwatch.amazonaws.com', sourceArn(alarm('444455556666'))),
    },
    {
      name: 'the same, found in the list',
      snapshot: listed('cloudwatch.amazonaws.com', sourceArn(alarm('444455556666'))),
    },
    {
      name: 'a role that is no grantee, by a service that calls whatever it is told to',
      standard: 'grants: { grantees: [role/App] }',
      change: { ...made(user), through: 'states.amazonaws.com' },
    },
    {
      name: 'a role that is no grantee, by the MCP server of AWS, which calls whatever an agent tells it to',
      standard: 'grants: { grantees: [role/App] }',
      change: { ...made(user), through: 'aws-mcp.amazonaws.com' },
    },
    {
      name: 'a role of an account that is not trusted, by whatever service',
      change: { ...made(outsider), through: 'ec2.amazonaws.com' },
    },
    { name: 'a principal that is shown by its unique ID', snapshot: listed('AROA123456789EXAMPLE') },
  ],
  right: [
    { name: 'a role of the account, where the standard names no grantees', change: made(user) },
    {
      name: 'a role of a trusted account',
      standard: 'trust: { accounts: ["444455556666"] }',
      change: made(outsider),
    },
    { name: 'a grantee', standard: 'grants: { grantees: [role/KeyUser] }', change: made(user) },
    {
      name: 'a session of a grantee',
      standard: 'grants: { grantees: [role/KeyUser] }',
      change: made('arn:aws:sts::111122223333:assumed-role/KeyUser/alice'),
    },
    {
      name: 'a service-linked role of the account, which is no grantee',
      standard: 'grants: { grantees: [role/KeyUser] }',
      change: made(linked('111122223333')),
    },
    {
      name: 'a service-linked role of a trusted account',
      standard: 'trust: { accounts: ["444455556666"] }\ngrants: { grantees: [role/KeyUser] }',
      change: made(linked('444455556666')),
    },
    {
      name: 'an instance, for its volume',
      standard: 'grants: { grantees: [role/KeyUser] }',
      change: made(infrastructure('111122223333')),
    },
    {
      name: 'the same, as CloudTrail writes it',
      standard: 'grants: { grantees: [role/KeyUser] }',
      change: made('111122223333:aws:ec2-infrastructure:i-5d476fab'),
    },
    {
      name: 'the same, found in the list',
      standard: 'grants: { grantees: [role/KeyUser] }',
      snapshot: listed(infrastructure('111122223333')),
    },
    { name: 'what CloudTrail does not show', change: made('AWS Internal') },
    { name: 'a service, found in the list', snapshot: listed('dynamodb.us-east-1.amazonaws.com') },
    {
      name: 'a service, by a person, for a resource of the account',
      change: made('cloudwatch.amazonaws.com', sourceArn(alarm('111122223333'))),
    },
    {
      name: 'a function’s role, which is no grantee, by AWS Lambda for the function',
      standard: 'grants: { grantees: [role/App] }',
      change: { ...made(user), through: 'lambda.amazonaws.com' },
    },
    {
      name: 'a service, by another in a user’s name',
      change: { ...made('tlsconnectionmanager.amazonaws.com'), through: 'acm.amazonaws.com' },
    },
    {
      name: 'whoever it is, by a service in a user’s name',
      change: { ...made('AROA123456789EXAMPLE'), through: 'AWS Internal' },
    },
    {
      name: 'a grant of the service itself',
      change: { ...made('cloudwatch.amazonaws.com'), by: 'cloudwatch.amazonaws.com' },
    },
    {
      name: 'another change, while a stranger has a grant',
      snapshot: listed(outsider),
      change: { operation: 'RevokeGrant', by: 'role/KeyUser', details: { grantId: 'another' } },
    },
    { name: 'an AWS managed key', snapshot: { manager: 'AWS', ...listed(outsider) } },
  ],
};
