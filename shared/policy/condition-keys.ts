import { ACTION_TABLE, KEYS_OF_EVERY_KEY } from './action-table.ts';
import { KEY_ACTIONS } from './actions.ts';

export type KeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip';

/** A condition key as AWS publishes it. */
export type ConditionKey = {
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued: boolean;
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html and
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html; a name that ends in : or / is a prefix.
const BY_TYPE: Readonly<Record<KeyType, string>> = {
  string: `aws:CalledViaFirst aws:CalledViaLast aws:ChatbotSourceArn aws:Ec2InstanceSourceVpc aws:FederatedProvider
    aws:PrincipalAccount aws:PrincipalIsRootUser aws:PrincipalOrgID aws:PrincipalServiceName aws:PrincipalTag/
    aws:PrincipalType aws:RequestTag/ aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceTag/
    aws:SourceAccount aws:SourceIdentity aws:SourceOrgID aws:SourceOwner aws:SourceVpc aws:SourceVpce aws:UserAgent
    aws:VpceAccount aws:VpceOrgID aws:referer aws:userid aws:username kms:CallerAccount kms:CustomerMasterKeySpec
    kms:CustomerMasterKeyUsage kms:DataKeyPairSpec kms:EncryptionAlgorithm kms:EncryptionContext: kms:ExpirationModel
    kms:GrantConstraintType kms:GranteePrincipal kms:GranteeServicePrincipal kms:KeyAgreementAlgorithm kms:KeyOrigin
    kms:KeySpec kms:KeyUsage kms:MacAlgorithm kms:MessageType kms:MultiRegionKeyType kms:PrimaryRegion
    kms:RecipientAttestation: kms:ReplicaRegion kms:RequestAlias kms:RetiringPrincipal kms:RetiringServicePrincipal
    kms:SigningAlgorithm kms:ViaService kms:WrappingAlgorithm kms:WrappingKeySpec sts:ExternalId sts:RoleSessionName`,
  arn: 'aws:PrincipalArn aws:SourceArn aws:SourceVpcArn lambda:SourceFunctionArn kms:GrantConstraintSourceArn',
  bool: `aws:MultiFactorAuthPresent aws:PrincipalIsAWSService aws:SecureTransport aws:ViaAWSService
    aws:IsMcpServiceAction kms:BypassPolicyLockoutSafetyCheck kms:GrantIsForAWSResource kms:MultiRegion
    kms:ReEncryptOnSameKey`,
  numeric: `aws:MultiFactorAuthAge kms:RotationPeriodInDays kms:ScheduleKeyDeletionPendingWindowInDays
    kms:TrailingDaysWithoutKeyUsage`,
  date: 'aws:CurrentTime aws:EpochTime aws:TokenIssueTime kms:ValidTo',
  ip: 'aws:SourceIp aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4',
};

const MULTIVALUED = `aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths
  aws:SourceOrgPaths aws:TagKeys aws:VpceOrgPaths kms:EncryptionContextKeys kms:GrantOperations kms:ResourceAliases`;

const KEYS = new Map<string, ConditionKey>();
const FAMILIES: string[] = [];
const words = (text: string) => text.split(/\s+/);
for (const type of Object.keys(BY_TYPE) as KeyType[]) {
  for (const name of words(BY_TYPE[type])) {
    KEYS.set(name.toLowerCase(), { name, type, multivalued: false });
    if (/[:/]$/.test(name)) {
      FAMILIES.push(name);
    }
  }
}
for (const name of words(MULTIVALUED)) {
  KEYS.set(name.toLowerCase(), { name, type: 'string', multivalued: true });
}

/** What is published about a condition key named in any case; undefined for a key that is not. */
export function conditionKey(name: string): ConditionKey | undefined {
  const lower = name.toLowerCase();
  const exact = KEYS.get(lower);
  if (exact !== undefined && !/[:/]$/.test(lower)) {
    return exact;
  }
  for (const family of FAMILIES) {
    if (lower.length > family.length && lower.startsWith(family.toLowerCase())) {
      return {
        ...(KEYS.get(family.toLowerCase()) as ConditionKey),
        name: family + name.slice(family.length),
      };
    }
  }
  return undefined;
}

/**
 * The actions whose requests can carry a KMS key or a key of the resource; undefined where every request may: a
 * global key, or one that is not published.
 */
export function actionsThatCarry(key: string): ReadonlySet<string> | undefined {
  const lower = key.toLowerCase();
  const covers = (published: string) => {
    const name = published.toLowerCase();
    return /[:/]$/.test(name) ? lower.startsWith(name) : lower === name;
  };
  if (KEYS_OF_EVERY_KEY.some(covers)) {
    return KEY_ACTIONS;
  }
  const rows = ACTION_TABLE.filter((row) => row.onKey && row.keys.some(covers));
  return rows.length > 0 ? new Set(rows.map((row) => row.name)) : undefined;
}
