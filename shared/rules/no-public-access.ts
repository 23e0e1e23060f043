import { outsiders } from '../policy/exposure.ts';
import { parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { Examples, Rule } from './rule.ts';

/** What AWS calls public: access that no fixed value of who, where from or on whose behalf limits. */
export const noPublicAccess: Rule = {
  id: 'no-public-access',
  title: 'No key is open to the public',
  severity: 'critical',
  area: 'policy',
  duty: 'policy',
  rationale:
    'A statement for any principal, limited by nothing fixed, gives the data to everybody with an AWS account.',
  fix: 'Name the principals, or limit the statement to your account or organization.',
  controls: { controlTower: ['CT.KMS.PV.7'], securityHub: ['KMS.5'] },
  check({ snapshot }) {
    try {
      const policy = parsePolicy(snapshot.policy, { account: snapshot.account, key: snapshot.arn });
      const open = outsiders(policy, { accounts: [] }).filter(({ anyone }) => anyone);
      if (open.length === 0) return [];
      return [
        {
          message: 'The key policy opens the key to everybody.',
          evidence: open.map(({ text }) => text),
          statements: open.map(({ statement }) => statement.index),
          remedy: 'revert-policy',
        },
      ];
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const message = 'The key policy cannot be read, so it counts as open to everybody.';
      return [{ message, evidence: [error.message], remedy: 'revert-policy' }];
    }
  },
};

export const examples: Examples = {
  wrong: [
    {
      name: 'Anybody may decrypt',
      statements: [{ Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
    },
    {
      name: 'The condition limits through which service, not for whom',
      statements: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
        },
      ],
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
  ],
  right: [
    {
      name: 'Any principal, of this account only',
      statements: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } },
        },
      ],
    },
    {
      name: 'A Deny for everybody opens nothing',
      statements: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    },
    {
      name: 'A role is named',
      statements: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
          Action: 'kms:Decrypt',
          Resource: '*',
        },
      ],
    },
  ],
};
