import { describe, expect, test } from '@jest/globals';
import { decode } from '../../shared/events/decode.ts';
import { compileStandard } from '../../shared/standard/compile.ts';
import { accountWard } from '../../shared/wards/account.ts';
import type { Approvals } from '../../shared/wards/ward.ts';

const changeBy = (eventName: string, requestParameters: object, responseElements: object | null = null) => {
  const decoded = decode({
    eventSource: 'organizations.amazonaws.com',
    eventName,
    eventID: 'd6d5d8a3-1111-2222-3333-444455556666',
    eventTime: '2026-11-02T10:00:00Z',
    awsRegion: 'us-east-1',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::999999999999:user/Ann', accountId: '999999999999' },
    requestParameters,
    responseElements,
    recipientAccountId: '999999999999',
  });
  if (decoded.kind !== 'change') throw new Error(`expected a change, got ${decoded.kind}`);
  return decoded.change;
};

const [ours, theirs] = ['111122223333', '222233334444'];
const standard = compileStandard({
  version: 1,
  roles: { administrators: ['role/KeyAdministrator'] },
  defaults: { perimeter: { deletionAccounts: [ours, theirs] } },
});
const ward = accountWard(() => Promise.reject(new Error('nothing is asked')), standard);
const notAsked = {} as Approvals;
const policyOf = (type: string) => ({ policy: { policySummary: { id: 'p-12345678', type } } });

describe('A change of Organizations is about', () => {
  test.each<[string, string, object, object | null, readonly string[]]>([
    [
      'all accounts, on the root',
      'AttachPolicy',
      { policyId: 'p-1', targetId: 'r-ab12' },
      null,
      [ours, theirs],
    ],
    ['all accounts, on an OU', 'DetachPolicy', { targetId: 'ou-ab12-12345678' }, null, [ours, theirs]],
    ['one account, on it', 'DetachPolicy', { policyId: 'p-1', targetId: theirs }, null, [theirs]],
    ['none, on an account that nobody named', 'AttachPolicy', { targetId: '333344445555' }, null, []],
    ['all accounts, of an SCP', 'UpdatePolicy', {}, policyOf('SERVICE_CONTROL_POLICY'), [ours, theirs]],
    ['all accounts, where the record does not tell', 'UpdatePolicy', {}, null, [ours, theirs]],
    ['none, of a tag policy', 'UpdatePolicy', {}, policyOf('TAG_POLICY'), []],
    ['none, of another type', 'DisablePolicyType', { policyType: 'TAG_POLICY' }, null, []],
    [
      'all accounts, of the type',
      'EnablePolicyType',
      { policyType: 'SERVICE_CONTROL_POLICY' },
      null,
      [ours, theirs],
    ],
    ['the account that is moved', 'MoveAccount', { accountId: ours }, null, [ours]],
    ['the account that is removed', 'RemoveAccountFromOrganization', { accountId: ours }, null, [ours]],
    ['none, where the record does not tell', 'MoveAccount', {}, null, []],
  ])('%s', async (_, name, request, response, accounts) => {
    const found = await ward.find(changeBy(name, request, response), notAsked);
    expect(found).toEqual(
      accounts.map((account) => ({ arn: `arn:aws:iam::${account}:root`, account, region: 'us-east-1' })),
    );
  });
});
