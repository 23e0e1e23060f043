import { above, anyone, everything, ownAccount, services, trusted } from './ceiling.ts';
import { allowsOthers, keyPolicy } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const trustedAccounts: Rule = {
  id: 'trusted-accounts',
  title: 'Nobody outside the trusted accounts and organizations is let in',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A principal of another account that may use the key reads the data behind it, and its account, not yours, decides who that principal is.',
  fix: 'Remove the outsider, or add its account or organization to trust.accounts or trust.organizations of the standard.',
  controls: { nist: ['AC-3', 'AC-6'] },
  check(subject) {
    const { account } = subject.snapshot;
    const policy = keyPolicy(subject.snapshot);
    if (policy === undefined || !allowsOthers(policy)) return [];
    const ceiling = [
      ownAccount(subject.snapshot),
      anyone(everything, { StringEquals: { 'aws:PrincipalAccount': account } }),
      ...trusted(subject, everything),
      services,
    ];
    return above(ceiling, subject, 'The key policy lets in principals outside the trusted accounts.');
  },
};

const allow = (principal: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'kms:Decrypt',
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    { name: 'an account that the standard does not name', statements: [allow({ AWS: '444455556666' })] },
    {
      name: 'anyone through one AWS service: the service limits nobody',
      statements: [allow('*', { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } })],
    },
    {
      name: 'a role of any account, by a wildcard in aws:PrincipalArn',
      statements: [allow('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/App' } })],
    },
    {
      name: 'everyone of an organization that is not the trusted one',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } })],
    },
    {
      name: 'everyone of whichever organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [allow('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-ab12/*' } })],
    },
    {
      name: 'a stranger beside a role of the account',
      statements: [
        allow({ AWS: 'arn:aws:iam::111122223333:role/KeyUser' }),
        allow({ AWS: ['arn:aws:iam::111122223333:role/App', '444455556666'] }),
      ],
    },
    {
      name: 'everybody but a role',
      statements: [{ ...allow(undefined), NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' } }],
    },
  ],
  right: [
    {
      name: 'an account that the standard names',
      standard: 'trust: { accounts: ["444455556666"] }',
      statements: [allow({ AWS: '444455556666' })],
    },
    {
      name: 'anyone of the trusted organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
    },
    {
      name: 'anyone of one part of the trusted organization',
      standard: 'trust: { organizations: [o-a1b2c3d4e5] }',
      statements: [
        allow('*', {
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' },
        }),
      ],
    },
    {
      name: 'anyone, less everyone outside the account by a Deny',
      statements: [
        allow('*'),
        { ...allow('*', { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }), Effect: 'Deny' },
      ],
    },
  ],
};
