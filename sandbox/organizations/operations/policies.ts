import { invalid, OrganizationsError } from '../errors.ts';
import { checkTags, nameIn, requiredText, text } from '../input.ts';
import { asksForScps, policyIn, requireScp } from '../lookup.ts';
import { changes, type Operation, reads } from '../operation.ts';
import type { Organization } from '../organization.ts';
import { page } from '../paging.ts';
import type { Policy } from '../policy.ts';
import { checkScp } from '../scp-document.ts';
import { policyShape, summaryShape } from '../shapes.ts';

/** The longest text the API reads as a document: what is longer than an SCP may be is a violated limit, not this. */
const LONGEST_CONTENT = 1_000_000;

/** SCPs themselves. */
export const policyOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html */
  CreatePolicy: changes((input, { organization, newId }) => {
    requireScp(input, 'Type');
    const policy = {
      id: `p-${newId(8)}`,
      awsManaged: false,
      name: nameIn(input, 'Name', 128),
      description: requiredText(input, 'Description', 512),
      content: requiredText(input, 'Content', LONGEST_CONTENT),
    };
    checkTags(input);
    checkScp(policy.content);
    requireOwnName(policy.name, undefined, organization);
    organization.policies.set(policy.id, policy);
    return { Policy: policyShape(organization, policy) };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html */
  UpdatePolicy: changes((input, { organization }) => {
    const policy = policyIn(input, organization);
    requireOurs(policy);
    const name = input.Name === undefined ? policy.name : nameIn(input, 'Name', 128);
    const description = text(input, 'Description', 512) ?? policy.description;
    const content = text(input, 'Content', LONGEST_CONTENT) ?? policy.content;
    checkScp(content);
    requireOwnName(name, policy, organization);
    Object.assign(policy, { name, description, content });
    return { Policy: policyShape(organization, policy) };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeletePolicy.html */
  DeletePolicy: changes((input, { organization }) => {
    const policy = policyIn(input, organization);
    requireOurs(policy);
    if (organization.targetsOf(policy).length > 0)
      throw new OrganizationsError(
        'PolicyInUseException',
        'The policy is attached to one or more entities. You must detach it from all of them first.',
      );
    organization.policies.delete(policy.id);
    return {};
  }),

  DescribePolicy: reads((input, { organization }) => ({
    Policy: policyShape(organization, policyIn(input, organization)),
  })),

  ListPolicies: reads((input, { organization }) => {
    const { items, next } = page(asksForScps(input) ? [...organization.policies.values()] : [], input);
    return { Policies: items.map((each) => summaryShape(organization, each)), ...next };
  }),
};

function requireOurs({ awsManaged }: Policy): void {
  if (awsManaged)
    throw invalid('IMMUTABLE_POLICY', "You specified a policy that is managed by AWS and can't be modified.");
}

function requireOwnName(name: string, own: Policy | undefined, { policies }: Organization): void {
  if ([...policies.values()].some((each) => each !== own && each.name === name))
    throw new OrganizationsError(
      'DuplicatePolicyException',
      'A policy with the specified name and type already exists.',
    );
}
