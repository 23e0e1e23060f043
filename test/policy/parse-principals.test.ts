import { describe, expect, test } from '@jest/globals';
import { parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import type { Principal } from '../../shared/policy/policy.ts';

const OWN = '111122223333';
const iam = (what: string) => `arn:aws:iam::${OWN}:${what}`;
const sts = (what: string) => `arn:aws:sts::${OWN}:${what}`;

const read = (Principal: unknown) => {
  const fields = { Effect: 'Allow', Principal, Action: 'kms:Decrypt', Resource: '*' };
  const { policy, notes } = parsePolicyWithNotes({ Statement: fields }, { account: OWN });
  return { principals: policy.statements[0]?.principals.any, notes };
};

describe('R-PRINCIPAL: what a key policy names', () => {
  test.each<[object | string, Principal]>([
    ['*', { kind: 'anyone' }],
    [{ AWS: '*' }, { kind: 'anyone' }],
    [{ AWS: OWN }, { kind: 'account', account: OWN }],
    [{ AWS: iam('root') }, { kind: 'account', account: OWN }],
    [{ AWS: iam('user/x/Alice') }, { kind: 'user', arn: iam('user/x/Alice'), account: OWN }],
    [{ AWS: iam('role/App') }, { kind: 'role', arn: iam('role/App'), account: OWN }],
    [
      { AWS: `arn:aws-us-gov:iam::${OWN}:role/App` },
      { kind: 'role', arn: `arn:aws-us-gov:iam::${OWN}:role/App`, account: OWN },
    ],
    [
      { AWS: sts('assumed-role/App/bob') },
      { kind: 'session', arn: sts('assumed-role/App/bob'), account: OWN },
    ],
    [
      { AWS: sts('federated-user/Eve') },
      { kind: 'federated-user', arn: sts('federated-user/Eve'), account: OWN },
    ],
    [{ Service: 's3.us-east-1.amazonaws.com' }, { kind: 'service', service: 's3.us-east-1.amazonaws.com' }],
    [{ Federated: iam('saml-provider/Corp') }, { kind: 'federated', provider: iam('saml-provider/Corp') }],
    [{ CanonicalUser: '79a59df900b949e5' }, { kind: 'canonical-user', id: '79a59df900b949e5' }],
  ])('%j', (named, principal) => {
    expect(read(named)).toEqual({ principals: [principal], notes: [] });
  });

  test('several, of several kinds', () => {
    const { principals } = read({ AWS: ['*', iam('role/App')], Service: 'sns.amazonaws.com' });
    expect(principals?.map(({ kind }) => kind)).toEqual(['anyone', 'role', 'service']);
  });

  test('what is left of a deleted principal, which KMS refuses to take again', () => {
    expect(read({ AWS: ['AROAEXAMPLEID12345678', OWN] })).toEqual({
      principals: [
        { kind: 'unique-id', id: 'AROAEXAMPLEID12345678' },
        { kind: 'account', account: OWN },
      ],
      notes: [
        {
          path: '$.Statement.Principal.AWS',
          message: 'AROAEXAMPLEID12345678 is what is left of a deleted principal',
          answer: 'MalformedPolicyDocumentException',
        },
      ],
    });
  });
});

describe('R-PRINCIPAL: what is no principal', () => {
  test.each<[string, string]>([
    ['AWS', ''],
    ['AWS', '11112222333'],
    ['AWS', '1111222233334'],
    ['AWS', 'x111122223333'],
    ['AWS', 'Alice'],
    ['AWS', 'AROAEXAMPLE'],
    ['AWS', 'AROAEXAMPLEID12345678x'],
    ['AWS', 'xAROAEXAMPLEID12345678'],
    ['AWS', ` ${iam('role/App')}`],
    ['AWS', iam('role/App*')],
    ['AWS', iam('role/A?p')],
    ['AWS', iam('role')],
    ['AWS', iam('role/')],
    ['AWS', iam('root/x')],
    ['AWS', iam('group/Admins')],
    ['AWS', iam('assumed-role/App/bob')],
    ['AWS', sts('root')],
    ['AWS', sts('role/App')],
    ['AWS', sts('assumed-role/App')],
    ['AWS', `arn:aws:s3::${OWN}:role/App`],
    ['Service', '*'],
    ['Service', 's3'],
    ['Service', '*.amazonaws.com'],
    ['Service', 's3.amazonaws.com/x'],
    ['Federated', '*'],
    ['Federated', ' accounts.google.com'],
    ['Federated', 'accounts.google.com*'],
    ['CanonicalUser', '*'],
    ['CanonicalUser', '-79a59df9'],
    ['CanonicalUser', '79a59df9*'],
  ])('the %s %j', (type, name) => {
    expect(() => read({ [type]: ['*', name].slice(type === 'AWS' ? 0 : 1) })).toThrow(
      expect.objectContaining({
        code: 'InvalidPrincipal',
        message: `$.Statement.Principal.${type}: "${name}" is no principal`,
        path: `$.Statement.Principal.${type}`,
        answer: 'MalformedPolicyDocumentException',
      }),
    );
  });

  test('nobody at all', () => {
    expect(() => read({})).toThrow(
      expect.objectContaining({ code: 'InvalidPrincipal', path: '$.Statement.Principal' }),
    );
  });

  test.each([[null], [7], [['*']], ['Alice'], [{ Aws: '*' }]])('%j in place of principals', (wrong) => {
    expect(() => read(wrong)).toThrow(expect.objectContaining({ code: 'InvalidShape' }));
  });
});
