import { OrganizationsError, violated } from '../errors.ts';
import { asksForScps, entityIn, policyIn } from '../lookup.ts';
import { changes, type Operation, reads } from '../operation.ts';
import { page } from '../paging.ts';
import { summaryShape, targetShape } from '../shapes.ts';

/**
 * SCPs on one target. It was 5 until 15 May 2026.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const MOST = 10;

/** What is attached where. */
export const attachmentOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
  AttachPolicy: changes((input, { organization }) => {
    const policy = policyIn(input, organization);
    const target = entityIn(input, organization);
    if (!organization.scpsEnabled)
      throw new OrganizationsError(
        'PolicyTypeNotEnabledException',
        // The words of the page's own record. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html
        'The given policy type ServiceControlPolicy is not enabled on the current view',
      );
    const attached = organization.attachedTo(target);
    if (attached.includes(policy))
      throw new OrganizationsError(
        'DuplicatePolicyAttachmentException',
        'The selected policy is already attached to the specified target.',
      );
    if (attached.length >= MOST)
      throw violated(
        'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You have attached the maximum number of policies to the specified target.',
      );
    organization.attach(policy, target);
    return {};
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html */
  DetachPolicy: changes((input, { organization }) => {
    const policy = policyIn(input, organization);
    const target = entityIn(input, organization);
    const attached = organization.attachedTo(target);
    if (!attached.includes(policy))
      throw new OrganizationsError(
        'PolicyNotAttachedException',
        "The policy isn't attached to the specified target in this root.",
      );
    if (attached.length === 1)
      throw violated(
        'MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
        'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
      );
    organization.detach(policy, target);
    return {};
  }),

  /** Only what is attached to the target itself, not what it inherits. */
  ListPoliciesForTarget: reads((input, { organization }) => {
    const attached = organization.attachedTo(entityIn(input, organization));
    const { items, next } = page(asksForScps(input) ? attached : [], input);
    return { Policies: items.map((each) => summaryShape(organization, each)), ...next };
  }),

  ListTargetsForPolicy: reads((input, { organization }) => {
    const { items, next } = page(organization.targetsOf(policyIn(input, organization)), input);
    return { Targets: items.map((each) => targetShape(organization, each)), ...next };
  }),
};
