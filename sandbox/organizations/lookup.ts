import type { Entity, Root, Unit } from './entity.ts';
import { invalid, OrganizationsError } from './errors.ts';
import { idIn, type Json, requiredText, targetIn } from './input.ts';
import type { Organization } from './organization.ts';
import type { Policy } from './policy.ts';
import { SCP } from './shapes.ts';

/** The policy that `PolicyId` names. */
export function policyIn(input: Json, { policies }: Organization): Policy {
  const policy = policies.get(idIn(input, 'PolicyId', 'policy'));
  if (policy) return policy;
  throw new OrganizationsError('PolicyNotFoundException', "You specified a policy that doesn't exist.");
}

/** The root, OU or account that `TargetId` names. */
export function entityIn(input: Json, organization: Organization): Entity {
  const entity = organization.find(targetIn(input));
  if (entity) return entity;
  throw new OrganizationsError('TargetNotFoundException', "You specified a target that doesn't exist.");
}

/** The root or OU that the parameter names; what is missing is answered with the given error. */
export function parentIn(
  input: Json,
  organization: Organization,
  name = 'ParentId',
  code = 'ParentNotFoundException',
): Root | Unit {
  const parent = organization.find(idIn(input, name, 'parent'));
  if (parent && parent.kind !== 'ACCOUNT') return parent;
  throw new OrganizationsError(code, "You specified a parent that doesn't exist.");
}

export function requireRoot(input: Json, { root }: Organization): void {
  if (idIn(input, 'RootId', 'root') !== root.id)
    throw new OrganizationsError('RootNotFoundException', "You specified a root that doesn't exist.");
}

/** The sandbox has no other policies: to make or enable one is refused as for an unknown type. */
export function requireScp(input: Json, name: string): void {
  if (requiredText(input, name, 100) !== SCP)
    throw invalid(
      'INVALID_ENUM_POLICY_TYPE',
      'You specified an invalid policy type: the sandbox has only SCPs.',
    );
}

/** For lists: whether it is SCPs that are asked for; of all others there are none. */
export function asksForScps(input: Json): boolean {
  return requiredText(input, 'Filter', 100) === SCP;
}
