import { describe, expect, test } from '@jest/globals';
import { comparePolicies } from '../../shared/policy/compare.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { keyPolicyOf } from '../../shared/render/key-policy.ts';
import { vpcEndpoint } from '../../shared/rules/vpc-endpoint.ts';
import { findingsOn, load } from '../render/judged.ts';
import { governance, policy, snapshot, subject } from './subject.ts';

/**
 * The policies of the governance document that this project started from. Repaired: a comma after the last entry of a
 * list is gone, the missing bracket and comma are there, and the account is the one of the tests. The Deny has got a
 * `Resource`, without which it would have no effect.
 */
const account = '111122223333';
const role = (name: string) => ({ AWS: [`arn:aws:iam::${account}:role/${name}`] });

const rootUser = {
  Sid: 'Account root user has full access and IAM policies disabled',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
  Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } },
};
const administrators = {
  Sid: 'Key administrators can manage the lifecycle of this key',
  Effect: 'Allow',
  Principal: role('keyadmin'),
  Action: [
    'kms:Create*',
    'kms:Describe*',
    'kms:Enable*',
    'kms:List*',
    'kms:Put*',
    'kms:Update*',
    'kms:Revoke*',
    'kms:Disable*',
    'kms:Get*',
    'kms:Delete*',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:ScheduleKeyDeletion',
    'kms:CancelKeyDeletion',
  ],
  Resource: '*',
};
const users = {
  Sid: 'Allow use of the key',
  Effect: 'Allow',
  Principal: role('keyuser'),
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
};
const deny = {
  Sid: 'DenyIfRequestNotUsingVpcEndpoint',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Encrypt', 'kms:Decrypt'],
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:sourceVpce': 'vpce-1234abcdf5678c90a' } },
};

/** What the document has no word of: who puts a key right when its policy is changed. */
const guardian = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: [
    'kms:CancelKeyDeletion',
    'kms:DescribeKey',
    'kms:Enable*',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListResourceTags',
    'kms:PutKeyPolicy',
    'kms:CreateAlias',
    'kms:DisableKey',
    'kms:GetKeyLastUsage',
    'kms:ListGrants',
    'kms:RevokeGrant',
    'kms:TagResource',
    'kms:UntagResource',
    'kms:UpdateAlias',
  ],
  Resource: '*',
  Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/kms-guardian/*` } },
};

/** The same as a standard, in five lines. */
const five = `version: 1
roles: { administrators: [role/keyadmin], users: [role/keyuser] }
defaults:
  iamDelegation: forbidden
  actions: { administrators: ${JSON.stringify(administrators.Action)}, users: ${JSON.stringify(users.Action)} }
`;

describe('The three statements of the governance document', () => {
  const { defaults } = load(five);
  const { text } = keyPolicyOf(defaults, { account, partition: 'aws' });
  const compared = (baseline: string, candidate: string) =>
    comparePolicies(parsePolicy(baseline, { account }), parsePolicy(candidate, { account }));

  test('break one rule of the standard of five lines: they shut the guardian out', () => {
    expect(five.trim().split('\n')).toHaveLength(5);
    expect(findingsOn(policy(rootUser, administrators, users), defaults).map(({ rule }) => rule)).toEqual([
      'guardian-access',
    ]);
  });

  test('keep to it once the guardian has a statement, too', () => {
    expect(findingsOn(policy(rootUser, administrators, users, guardian), defaults)).toEqual([]);
  });

  test('are then what it renders, less the grants that the administrator could make', () => {
    expect(findingsOn(text, defaults)).toEqual([]);
    const { relation, lost } = compared(policy(rootUser, administrators, users, guardian), text);
    expect(relation).toBe('narrower');
    expect(lost.map((each) => each.text)).toEqual([
      'role/keyadmin in account 111122223333 may no longer CreateGrant',
    ]);
  });

  test('lack nothing else of what it renders: only the guardian gains', () => {
    const { gained } = compared(policy(rootUser, administrators, users), text);
    expect(gained.map((each) => each.text)).toEqual([
      expect.stringMatching(/^roles such as role\/kms-guardian\/\S+ .* may, if IAM agrees, PutKeyPolicy, /),
    ]);
  });
});

describe('The Deny of the governance document', () => {
  const asked = governance({
    usage: { ...governance().usage, vpcEndpoints: ['vpce-1234abcdf5678c90a'] },
  });
  const evidence = (...statements: readonly object[]) =>
    vpcEndpoint
      .check(subject({ snapshot: snapshot({ policy: policy(...statements) }), governance: asked }))
      .flatMap((each) => each.evidence ?? []);

  test('keeps encryption and decryption to the VPC endpoint', () => {
    const both = { ...users, Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'] };
    expect(evidence(rootUser, administrators, both)).not.toEqual([]);
    expect(evidence(rootUser, administrators, both, deny)).toEqual([]);
  });

  test('leaves the data keys of the document’s users open, which have to be denied as well', () => {
    expect(evidence(rootUser, administrators, users, deny)).toEqual([
      'role/keyuser in account 111122223333 may GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext and GenerateDataKeyWithoutPlaintext, unless aws:SourceVpce is vpce-1234abcdf5678c90a and for example with aws:ViaAWSService false',
    ]);
    const whole = { ...deny, Action: [...deny.Action, 'kms:GenerateDataKey*'] };
    expect(evidence(rootUser, administrators, users, whole)).toEqual([]);
  });

  test('has no effect as it stands in the document, without a resource', () => {
    const { Resource: _, ...asItStands } = deny;
    expect(evidence({ ...users, Action: 'kms:Decrypt' }, asItStands)).toHaveLength(1);
  });
});
