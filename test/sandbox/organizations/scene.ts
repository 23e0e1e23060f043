import { randomBytes } from 'node:crypto';
import type {
  CreateAccountResponse,
  CreateOrganizationalUnitResponse,
  DescribeOrganizationResponse,
  DescribePolicyResponse,
  EnablePolicyTypeResponse,
  ListAccountsResponse,
  ListOrganizationalUnitsForParentResponse,
  ListParentsResponse,
  ListPoliciesResponse,
  ListRootsResponse,
  ListTargetsForPolicyResponse,
} from '@aws-sdk/client-organizations';
import type { Caller } from '../../../sandbox/caller.ts';
import { Callers } from '../../../sandbox/callers.ts';
import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import type { OrganizationsError } from '../../../sandbox/organizations/errors.ts';
import { Organizations } from '../../../sandbox/organizations/organizations.ts';

export const MANAGEMENT = '111122223333';
export const MEMBER = '222233334444';
export const FULL = 'p-FullAWSAccess';
export const SCP = 'SERVICE_CONTROL_POLICY';

const statement = { Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion', Resource: '*' };

/** An SCP that denies, with these in place of what its statement has. */
export function scp(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });
}

/** What the answers say, one or the other, as the SDK declares it. */
type Answer = Present<
  CreateAccountResponse &
    CreateOrganizationalUnitResponse &
    DescribeOrganizationResponse &
    DescribePolicyResponse &
    EnablePolicyTypeResponse &
    ListAccountsResponse &
    ListOrganizationalUnitsForParentResponse &
    ListParentsResponse &
    ListPoliciesResponse &
    ListRootsResponse &
    ListTargetsForPolicyResponse
>;

/** The SDK declares each member as perhaps absent; a test that reads it expects it. */
type Present<T> = T extends readonly (infer Each)[]
  ? readonly Present<Each>[]
  : T extends object
    ? { readonly [Name in keyof T]-?: Present<NonNullable<T[Name]>> }
    : T;

/** An organization with one member account, and who calls it. */
export function organizationScene() {
  const records: CloudTrailRecord[] = [];
  const callers = new Callers(randomBytes);
  const organizations = new Organizations({
    clock: () => Date.UTC(2026, 0, 1),
    random: randomBytes,
    record: (record) => records.push(record),
    managementAccount: MANAGEMENT,
  });
  organizations.addAccount({ id: MEMBER, name: 'Production' });
  const admin = callers.add(`arn:aws:iam::${MANAGEMENT}:role/Admin`);

  function call(operation: string, input: Readonly<Record<string, unknown>> = {}, caller: Caller = admin) {
    return organizations.call(operation, input, { caller, region: 'eu-west-1' }) as unknown as Answer;
  }
  return {
    organizations,
    callers,
    records,
    root: organizations.rootId,
    call,
    /** The code of the error the call is refused with, and its reason. */
    refusal(...given: Parameters<typeof call>): string {
      try {
        call(...given);
      } catch (error) {
        const { code, reason } = error as OrganizationsError;
        return reason === undefined ? code : `${code} ${reason}`;
      }
      return 'none';
    },
    createPolicy: (Name: string): string =>
      call('CreatePolicy', { Name, Description: '', Content: scp(), Type: SCP }).Policy.PolicySummary.Id,
    createUnit: (Name: string, ParentId: string = organizations.rootId): string =>
      call('CreateOrganizationalUnit', { Name, ParentId }).OrganizationalUnit.Id,
    attached: (TargetId: string): readonly string[] =>
      call('ListPoliciesForTarget', { TargetId, Filter: SCP }).Policies.map(({ Id }) => Id),
  };
}
