import type { Account, Entity, Unit } from './entity.ts';
import type { Json } from './input.ts';
import type { Organization } from './organization.ts';
import type { Policy } from './policy.ts';

export const SCP = 'SERVICE_CONTROL_POLICY';

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function organizationShape(organization: Organization): Json {
  const { id, managementAccount } = organization;
  const account = organization.find(managementAccount);
  return {
    Id: id,
    Arn: `arn:aws:organizations::${managementAccount}:organization/${id}`,
    FeatureSet: 'ALL',
    MasterAccountArn: account && arnOf(organization, account),
    MasterAccountId: managementAccount,
    MasterAccountEmail: account?.kind === 'ACCOUNT' ? account.email : undefined,
    // What is available is not what is enabled: that, ListRoots tells.
    AvailablePolicyTypes: [{ Type: SCP, Status: 'ENABLED' }],
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html */
export function rootShape(organization: Organization): Json {
  const { root, scpsEnabled } = organization;
  return {
    Id: root.id,
    Arn: arnOf(organization, root),
    Name: root.name,
    PolicyTypes: scpsEnabled ? [{ Type: SCP, Status: 'ENABLED' }] : [],
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html */
export function unitShape(organization: Organization, unit: Unit): Json {
  return {
    Id: unit.id,
    Arn: arnOf(organization, unit),
    Name: unit.name,
    Path: pathOf(organization, unit),
  };
}

/** `Status` was retired in September 2026. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html */
export function accountShape(organization: Organization, account: Account): Json {
  return {
    Id: account.id,
    Arn: arnOf(organization, account),
    Email: account.email,
    Name: account.name,
    State: 'ACTIVE',
    Paths: [pathOf(organization, account)],
    JoinedMethod: account.joined.how,
    JoinedTimestamp: account.joined.at / 1000,
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html */
export function summaryShape({ id, managementAccount }: Organization, policy: Policy): Json {
  const kind = 'service_control_policy';
  return {
    Id: policy.id,
    Arn: policy.awsManaged
      ? `arn:aws:organizations::aws:policy/${kind}/${policy.id}`
      : `arn:aws:organizations::${managementAccount}:policy/${id}/${kind}/${policy.id}`,
    Name: policy.name,
    Description: policy.description,
    Type: SCP,
    AwsManaged: policy.awsManaged,
  };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Policy.html */
export function policyShape(organization: Organization, policy: Policy): Json {
  return { PolicySummary: summaryShape(organization, policy), Content: policy.content };
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicyTargetSummary.html */
export function targetShape(organization: Organization, entity: Entity): Json {
  return { TargetId: entity.id, Arn: arnOf(organization, entity), Name: entity.name, Type: entity.kind };
}

const arnTypes = { ROOT: 'root', ORGANIZATIONAL_UNIT: 'ou', ACCOUNT: 'account' } as const;

function arnOf({ id, managementAccount }: Organization, entity: Entity): string {
  return `arn:aws:organizations::${managementAccount}:${arnTypes[entity.kind]}/${id}/${entity.id}`;
}

/** `o-aa111bb222/r-a1b2/111111111111/` */
function pathOf(organization: Organization, entity: Entity): string {
  return `${[organization.id, ...organization.pathTo(entity)].join('/')}/`;
}
