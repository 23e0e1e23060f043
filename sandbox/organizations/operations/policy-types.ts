import { OrganizationsError } from '../errors.ts';
import { requireRoot, requireScp } from '../lookup.ts';
import { changes, type Operation } from '../operation.ts';
import { rootShape } from '../shapes.ts';

/** Whether SCPs count at all. AWS takes a while for it; here it is done at once. */
export const policyTypeOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html */
  EnablePolicyType: changes((input, { organization }) => {
    requireRoot(input, organization);
    requireScp(input, 'PolicyType');
    if (organization.scpsEnabled)
      throw new OrganizationsError(
        'PolicyTypeAlreadyEnabledException',
        'The specified policy type is already enabled.',
      );
    organization.scpsEnabled = true;
    return { Root: rootShape(organization) };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html */
  DisablePolicyType: changes((input, { organization }) => {
    requireRoot(input, organization);
    requireScp(input, 'PolicyType');
    if (!organization.scpsEnabled)
      throw new OrganizationsError(
        'PolicyTypeNotEnabledException',
        'This operation can be performed only for enabled policy types.',
      );
    organization.scpsEnabled = false;
    return { Root: rootShape(organization) };
  }),
};
