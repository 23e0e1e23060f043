import { describe, expect, test } from '@jest/globals';
import type { Context } from '../../shared/policy/policy.ts';
import { type Caller, principalKeys, readCaller } from '../../shared/policy/principal-keys.ts';

const account = '111122223333';
const iam = (what: string) => `arn:aws:iam::${account}:${what}`;
const sts = (what: string) => `arn:aws:sts::${account}:${what}`;
const GOV = `arn:aws-us-gov:sts::${account}:assumed-role/App/bob`;

describe('R-DERIVED: a caller, and the condition keys that follow from it', () => {
  const keysOf = (PrincipalType: string, arn: string): Context => ({
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': account,
    'kms:CallerAccount': account,
    'aws:PrincipalType': PrincipalType,
    'aws:PrincipalIsAWSService': 'false',
  });
  const root = { ...keysOf('Account', iam('root')), 'aws:userid': account };
  const service = { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 's3.amazonaws.com' };
  const stranger = { 'aws:PrincipalIsAWSService': 'false' };

  test.each<[string, Partial<Caller>, Context]>([
    [account, { kind: 'root', arn: iam('root'), account, name: 'root' }, root],
    [iam('root'), { kind: 'root', account, name: 'root' }, root],
    [
      iam('user/x/Alice'),
      { kind: 'user', account, name: 'Alice' },
      { ...keysOf('User', iam('user/x/Alice')), 'aws:username': 'Alice' },
    ],
    [iam('role/x/y/App'), { kind: 'role', account, name: 'App' }, keysOf('AssumedRole', iam('role/x/y/App'))],
    [iam('role/App'), { kind: 'role', account, name: 'App' }, keysOf('AssumedRole', iam('role/App'))],
    [
      sts('assumed-role/App/bob'),
      { kind: 'session', account, name: 'App', role: iam('role/App') },
      keysOf('AssumedRole', iam('role/App')),
    ],
    [
      GOV,
      { kind: 'session', account, name: 'App', role: `arn:aws-us-gov:iam::${account}:role/App` },
      keysOf('AssumedRole', `arn:aws-us-gov:iam::${account}:role/App`),
    ],
    [
      sts('federated-user/Eve'),
      { kind: 'federated-user', account, name: 'Eve' },
      keysOf('FederatedUser', sts('federated-user/Eve')),
    ],
    ['s3.amazonaws.com', { kind: 'service', name: 's3.amazonaws.com' }, service],
    ['S3.Amazonaws.com', { kind: 'service', name: 's3.amazonaws.com' }, service],
    [
      'logs.cn-north-1.amazonaws.com.cn',
      { kind: 'service', name: 'logs.cn-north-1.amazonaws.com.cn' },
      { ...service, 'aws:PrincipalServiceName': 'logs.cn-north-1.amazonaws.com.cn' },
    ],
    [iam('saml-provider/C'), { kind: 'federated', name: iam('saml-provider/C') }, stranger],
    [
      `arn:aws-cn:iam::${account}:oidc-provider/x`,
      { kind: 'federated', name: `arn:aws-cn:iam::${account}:oidc-provider/x` },
      stranger,
    ],
  ])('%s', (principal, caller, keys) => {
    const read = readCaller(principal);
    expect(read).toStrictEqual({ arn: principal, ...caller });
    expect(principalKeys(read)).toStrictEqual(keys);
  });
});

test.each([
  '',
  '*',
  '11112222333',
  '1111222233334',
  'x111122223333',
  ` ${iam('role/App')}`,
  iam('role/App*'),
  iam('role/A?p'),
  iam('role/'),
  iam('roots'),
  iam('group/Admins'),
  'arn:aws:iam::1:role/App',
  's3',
  's3.example.com',
  '*.s3.amazonaws.com',
  's3.amazonaws.com.example',
  'saml-provider/Corp',
  iam('saml-provider/'),
  `x${iam('saml-provider/Corp')}`,
])('%j is no principal that can call KMS', (principal) => {
  expect(() => readCaller(principal)).toThrow(
    expect.objectContaining({
      code: 'UnknownPrincipal',
      message: `"${principal}" is no principal that can call KMS`,
    }),
  );
});
