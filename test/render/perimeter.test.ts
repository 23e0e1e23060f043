import { describe, expect, test } from '@jest/globals';
import { decide } from '../../shared/policy/decide.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { Context } from '../../shared/policy/policy.ts';
import type { DocumentJson } from '../../shared/render/document.ts';
import { resourceControlPolicyOf } from '../../shared/render/resource-control-policy.ts';
import { vpcEndpointPolicyOf } from '../../shared/render/vpc-endpoint-policy.ts';
import { account, governance, role } from '../rules/subject.ts';
import { key, place } from './judged.ts';

const OTHER = 'arn:aws:iam::444455556666:role/App';

/** A request under a document; what an RCP does not deny, everything else allows here. */
function under({ Statement }: DocumentJson, open: boolean, of = { account, key: key.arn }) {
  const everything = { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' };
  const policy = parsePolicy(
    { Version: '2012-10-17', Statement: open ? [everything, ...Statement] : Statement },
    of,
  );
  return (principal: string, action: string, context: Context = {}) =>
    decide(policy, { principal, action, context }).decision;
}

describe('The RCP', () => {
  const rcp = (organizations: readonly string[], accounts: readonly string[] = []) =>
    resourceControlPolicyOf([governance({ trust: { organizations, accounts } })], place);
  const ask = under(rcp(['o-a1b2c3d4e5'], ['777788889999']).document, true);
  const organization = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };

  test('shuts out whom the standard does not trust', () => {
    expect(ask(OTHER, 'kms:Decrypt')).toBe('denied');
    expect(ask(OTHER, 'kms:Decrypt', { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' })).toBe('denied');
  });

  test('lets in the account, the trusted accounts and the organization', () => {
    expect(ask(role('KeyUser'), 'kms:Decrypt')).toBe('allowed');
    expect(ask(OTHER, 'kms:Decrypt', organization)).toBe('delegated');
    expect(ask('arn:aws:iam::777788889999:role/App', 'kms:Decrypt')).toBe('delegated');
  });

  test.each([
    ['for the account', { 'aws:SourceAccount': account }, 'allowed'],
    ['for nobody it names', {}, 'allowed'],
    ['for a stranger', { 'aws:SourceAccount': '444455556666' }, 'denied'],
    [
      'for an account of the organization',
      { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': 'o-a1b2c3d4e5' },
      'allowed',
    ],
  ])('an AWS service that acts %s', (_, context, decision) => {
    expect(ask('cloudtrail.amazonaws.com', 'kms:GenerateDataKey', context)).toBe(decision);
  });

  test('is for one account where no organization is trusted, and says so', () => {
    const alone = rcp([]);
    expect(under(alone.document, true)(OTHER, 'kms:Decrypt', organization)).toBe('denied');
    expect(alone.notes.join()).toContain(`account ${account} alone`);
  });

  test('allows nothing, and names no organization by an empty list', () => {
    const { Statement } = rcp([]).document;
    expect(new Set(Statement.map(({ Effect }) => Effect))).toEqual(new Set(['Deny']));
    expect(JSON.stringify(Statement)).not.toContain('[]');
  });
});

describe('The VPC endpoint policy', () => {
  const asked = governance({
    roles: { ...governance().roles, users: ['role/KeyUser', 'role/team-*'] },
  });
  const { document } = vpcEndpointPolicyOf([asked], place);
  const ask = under(document, false);

  test('lets the users through to use keys of the account', () => {
    for (const name of ['KeyUser', 'team-a']) {
      expect(ask(role(name), 'kms:Decrypt')).toBe('allowed');
      expect(ask(role(name), 'kms:DescribeKey')).toBe('allowed');
    }
  });

  test('lets nobody else through, nor anything else', () => {
    expect(ask(role('KeyAdministrator'), 'kms:Decrypt')).toBe('denied');
    expect(ask(OTHER, 'kms:Decrypt')).toBe('denied');
    expect(ask(role('KeyUser'), 'kms:PutKeyPolicy')).toBe('denied');
    expect(ask(role('KeyUser'), 'kms:CreateGrant')).toBe('denied');
  });

  test('lets nothing out to a key of another account', () => {
    const elsewhere = { account: '444455556666', key: key.arn.replace(account, '444455556666') };
    expect(under(document, false, elsewhere)(role('KeyUser'), 'kms:Encrypt')).toBe('denied');
  });

  test('cannot be made where the standard lets no users in', () => {
    const none = governance({ roles: { ...governance().roles, users: [OTHER] } });
    expect(() => vpcEndpointPolicyOf([none], place)).toThrow(
      expect.objectContaining({ code: 'NOTHING_SAID' }),
    );
  });
});
