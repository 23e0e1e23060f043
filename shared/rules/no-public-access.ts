import { openToAnyone } from '../policy/open-to-anyone.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { policyOrError } from './key-policy.ts';
import type { Examples, Rule } from './rule.ts';

export const noPublicAccess: Rule = {
  id: 'no-public-access',
  title: 'No key is open to the public',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A statement for any principal, limited to no account, organization or principal, gives the data to everybody with an AWS account. A service, an endpoint or an address only says which way they have to come.',
  fix: 'Name the principals, or limit the statement to your account or organization.',
  controls: { controlTower: ['CT.KMS.PV.7'], securityHub: ['KMS.5'] },
  check({ snapshot }) {
    const policy = policyOrError(snapshot);
    if (policy instanceof PolicyError) {
      const message = 'The key policy cannot be read, so it counts as open to everybody.';
      return [{ message, evidence: [policy.message], remedy: 'revert-policy' }];
    }
    const open = openToAnyone(policy);
    if (open.length === 0) return [];
    return [
      {
        message: 'The key policy opens the key to everybody.',
        evidence: open.map(({ text }) => text),
        statements: [...new Set(open.map(({ statement }) => statement.index))],
        remedy: 'revert-policy',
      },
    ];
  },
};

const allow = (Condition?: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  ...(Condition && { Condition }),
});

export const examples: Examples = {
  wrong: [
    {
      name: 'Anybody may decrypt',
      statements: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
    },
    {
      name: 'The condition limits through which service, not for whom',
      statements: [allow({ StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } })],
    },
    {
      name: 'The condition limits through which VPC endpoint, not for whom',
      statements: [allow({ StringEquals: { 'aws:SourceVpce': 'vpce-1234abcdf5678c90a' } })],
    },
    {
      name: 'The condition holds where the organization is absent',
      statements: [allow({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
    },
    {
      name: 'A role of whatever account',
      statements: [allow({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/App' } })],
    },
    {
      name: 'Everybody but one role is let in',
      statements: [
        {
          Effect: 'Allow',
          NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/Auditor' },
          Action: 'kms:Encrypt',
          Resource: '*',
        },
      ],
    },
    {
      name: 'A Deny of everybody outside the account forgets an action',
      statements: [
        allow(),
        {
          ...allow({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }),
          Effect: 'Deny',
          Action: 'kms:Decrypt',
        },
      ],
    },
    {
      name: 'A policy that cannot be read',
      snapshot: { policy: '{ "Statement": [' },
    },
  ],
  right: [
    {
      name: 'Any principal, of this account only',
      statements: [allow({ StringEquals: { 'kms:CallerAccount': '111122223333' } })],
    },
    {
      name: 'Any principal of one organization',
      statements: [allow({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } })],
    },
    {
      name: 'Any principal of one part of an organization',
      statements: [
        allow({
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' },
        }),
      ],
    },
    {
      name: 'One session of one role, by its unique ID',
      statements: [allow({ StringEquals: { 'aws:userid': 'AROA123456789EXAMPLE:alice' } })],
    },
    {
      name: 'Any principal, less everybody outside the account by a Deny',
      statements: [
        allow(),
        { ...allow({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }), Effect: 'Deny' },
      ],
    },
    {
      name: 'A Deny for everybody opens nothing',
      statements: [
        { ...allow({ Bool: { 'aws:SecureTransport': 'false' } }), Effect: 'Deny', Action: 'kms:*' },
      ],
    },
    {
      name: 'A role is named',
      statements: [{ ...allow(), Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' } }],
    },
  ],
};
