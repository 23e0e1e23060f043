import { OrganizationsError, violated } from '../errors.ts';
import { checkTags, idIn, nameIn } from '../input.ts';
import { parentIn } from '../lookup.ts';
import { changes, type Operation, reads } from '../operation.ts';
import { page } from '../paging.ts';
import { organizationShape, rootShape, unitShape } from '../shapes.ts';

/** OUs below the root. @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const DEEPEST = 5;

/** The organization, its root and its OUs. */
export const treeOperations: Readonly<Record<string, Operation>> = {
  DescribeOrganization: reads((_, { organization }) => ({ Organization: organizationShape(organization) })),

  ListRoots: reads((input, { organization }) => {
    const { items, next } = page([rootShape(organization)], input);
    return { Roots: items, ...next };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html */
  CreateOrganizationalUnit: changes((input, { organization, newId }) => {
    const parent = parentIn(input, organization);
    const name = nameIn(input, 'Name', 128);
    checkTags(input);
    if (organization.pathTo(parent).length > DEEPEST)
      throw violated(
        'OU_DEPTH_LIMIT_EXCEEDED',
        'You exceeded the number of levels deep that OUs can be nested.',
      );
    if (
      organization.all('ORGANIZATIONAL_UNIT').some((each) => each.parent === parent.id && each.name === name)
    )
      throw new OrganizationsError(
        'DuplicateOrganizationalUnitException',
        'An OU with the same name already exists.',
      );
    const id = `ou-${organization.root.id.slice(2)}-${newId(8)}`;
    const unit = { kind: 'ORGANIZATIONAL_UNIT', id, name, parent: parent.id } as const;
    organization.add(unit);
    return { OrganizationalUnit: unitShape(organization, unit) };
  }),

  ListOrganizationalUnitsForParent: reads((input, { organization }) => {
    const parent = parentIn(input, organization);
    const units = organization.all('ORGANIZATIONAL_UNIT').filter((each) => each.parent === parent.id);
    const { items, next } = page(units, input);
    return { OrganizationalUnits: items.map((each) => unitShape(organization, each)), ...next };
  }),

  /** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListParents.html */
  ListParents: reads((input, { organization }) => {
    const child = organization.find(idIn(input, 'ChildId', 'child'));
    if (!child || child.kind === 'ROOT')
      throw new OrganizationsError('ChildNotFoundException', "You specified a child that doesn't exist.");
    const Type = child.parent === organization.root.id ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    return { Parents: [{ Id: child.parent, Type }] };
  }),
};
