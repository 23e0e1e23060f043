import { optional, recordAt, textAt } from '../json.ts';

type Json = Readonly<Record<string, unknown>>;

const attachment = (request: Json) => ({
  ...optional('policyId', textAt(request, 'policyId')),
  ...optional('targetId', textAt(request, 'targetId')),
});

const policyType = (request: Json) => ({
  ...optional('rootId', textAt(request, 'rootId')),
  ...optional('policyType', textAt(request, 'policyType')),
});

const account = (request: Json) => optional('accountId', textAt(request, 'accountId'));

/**
 * The Organizations operations that change which service control policies bind an account. DeletePolicy is not one: a
 * policy that is attached anywhere cannot be deleted. The records of attachments do not tell the type of the policy.
 *
 * They are written to the management account, or that of the delegated administrator who called, in the one Region of
 * the partition in which Organizations is: us-east-1 of the commercial Regions.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html
 */
export const organizationsReaders = {
  AttachPolicy: attachment,
  DetachPolicy: attachment,
  UpdatePolicy: (request: Json, response: Json) => ({
    ...optional('policyId', textAt(request, 'policyId')),
    ...optional('policyType', textAt(recordAt(recordAt(response, 'policy'), 'policySummary'), 'type')),
  }),
  /** Takes every policy of the type off everything. Enabled again, everything starts with FullAWSAccess alone. */
  DisablePolicyType: policyType,
  EnablePolicyType: policyType,
  MoveAccount: account,
  RemoveAccountFromOrganization: account,
};
