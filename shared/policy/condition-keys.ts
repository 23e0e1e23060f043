import { ACTION_TABLE, KEYS_OF_EVERY_KEY } from './action-table.ts';
import { KEY_ACTIONS } from './actions.ts';
import { remember } from './remember.ts';

export type KeyType = 'string' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip';

/** A condition key as AWS publishes it. */
export type ConditionKey = {
  readonly name: string;
  readonly type: KeyType;
  readonly multivalued: boolean;
};

// A name that ends in : or / is a prefix. Global keys, with those of services that set up a session (Lambda, EC2, Glue,
// ...): https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; what a session keeps of
// its identity provider: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html; KMS:
// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html. The other keys of STS are carried by requests
// to STS alone. `aws:SourceOwner` is published in S3's meaning of public only. KMS calls kms:RequestAlias, the Regions and
// the retiring principal lists, and single-valued all the same. `aws:EpochTime` and `kms:ValidTo` are compared as numbers, too.
const BY_TYPE: Readonly<Record<KeyType, string>> = {
  string: `aws:CalledViaAWSMCP aws:CalledViaFirst aws:CalledViaLast aws:Ec2InstanceSourceVpc aws:FederatedProvider
    aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalServiceName aws:PrincipalTag/ aws:PrincipalType aws:RequestTag/
    aws:RequestedRegion aws:ResourceAccount aws:ResourceOrgID aws:ResourceTag/ aws:SourceAccount aws:SourceIdentity
    aws:SourceOrgID aws:SourceOwner aws:SourceVpc aws:SourceVpce aws:UserAgent aws:VpceAccount aws:VpceOrgID aws:referer
    aws:userid aws:username glue:CredentialIssuingService glue:RoleAssumedBy identitystore:UserId
    accounts.google.com:aud accounts.google.com:oaud accounts.google.com:sub cognito-identity.amazonaws.com:aud
    cognito-identity.amazonaws.com:sub graph.facebook.com:app_id graph.facebook.com:id www.amazon.com:app_id
    www.amazon.com:user_id saml:namequalifier saml:sub saml:sub_type
    kms:CallerAccount kms:CustomerMasterKeySpec kms:CustomerMasterKeyUsage kms:DataKeyPairSpec kms:EncryptionAlgorithm
    kms:EncryptionContext: kms:ExpirationModel kms:GrantConstraintType kms:GranteePrincipal kms:GranteeServicePrincipal
    kms:KeyAgreementAlgorithm kms:KeyOrigin kms:KeySpec kms:KeyUsage kms:MacAlgorithm kms:MessageType
    kms:MultiRegionKeyType kms:PrimaryRegion kms:RecipientAttestation: kms:ReplicaRegion kms:RequestAlias
    kms:RetiringPrincipal kms:RetiringServicePrincipal kms:SigningAlgorithm kms:ViaService kms:WrappingAlgorithm
    kms:WrappingKeySpec`,
  arn: `aws:ChatbotSourceArn aws:PrincipalArn aws:SignInSessionArn aws:SourceArn aws:SourceVpcArn codebuild:BuildArn
    codebuild:ProjectArn ec2:SourceInstanceArn lambda:SourceFunctionArn ssm:SourceInstanceArn
    kms:GrantConstraintSourceArn`,
  bool: `aws:AssumedRoot aws:IsMcpServiceAction aws:MultiFactorAuthPresent aws:PrincipalIsAWSService aws:SecureTransport
    aws:ViaAWSMCPService aws:ViaAWSService kms:BypassPolicyLockoutSafetyCheck kms:GrantIsForAWSResource kms:MultiRegion
    kms:ReEncryptOnSameKey`,
  numeric: `aws:MultiFactorAuthAge ec2:RoleDelivery kms:RotationPeriodInDays kms:ScheduleKeyDeletionPendingWindowInDays
    kms:TrailingDaysWithoutKeyUsage`,
  date: 'aws:CurrentTime aws:EpochTime aws:TokenIssueTime kms:ValidTo',
  ip: 'aws:SourceIp aws:VpcSourceIp aws:Ec2InstanceSourcePrivateIPv4',
};

const MULTIVALUED = `aws:CalledVia aws:PrincipalOrgPaths aws:PrincipalServiceNamesList aws:ResourceOrgPaths
  aws:SourceOrgPaths aws:TagKeys aws:VpceOrgPaths cognito-identity.amazonaws.com:amr kms:EncryptionContextKeys
  kms:GrantOperations kms:ResourceAliases`;

const named = (text: string, type: KeyType, multivalued: boolean): readonly ConditionKey[] =>
  text.split(/\s+/).map((name) => ({ name, type, multivalued }));
const PUBLISHED: readonly ConditionKey[] = [
  ...(Object.keys(BY_TYPE) as KeyType[]).flatMap((type) => named(BY_TYPE[type], type, false)),
  ...named(MULTIVALUED, 'string', true),
];
const isFamily = (name: string) => /[:/]$/.test(name);
const KEYS = new Map(
  PUBLISHED.flatMap((key) => (isFamily(key.name) ? [] : [[key.name.toLowerCase(), key] as const])),
);
const FAMILIES = PUBLISHED.filter(({ name }) => isFamily(name));

/** What is published about a condition key named in any case; undefined for a key that is not. */
export function conditionKey(name: string): ConditionKey | undefined {
  const lower = name.toLowerCase();
  const exact = KEYS.get(lower);
  if (exact !== undefined) {
    return exact;
  }
  const family = FAMILIES.find((each) => lower.startsWith(each.name.toLowerCase()));
  const rest = name.slice(family?.name.length);
  return family === undefined || rest === '' ? undefined : { ...family, name: family.name + rest };
}

/**
 * Keys that KMS's own pages say more requests carry than the service authorization reference lists, so every request
 * may: `kms:ViaService` all that are on a key, `aws:RequestTag/` UntagResource too.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html
 */
const LISTED_SHORT = new Set(['kms:ViaService', 'kms:CallerAccount', 'aws:RequestTag/']);

/** By key or family in lower case. */
const CARRIERS: ReadonlyMap<string, ReadonlySet<string>> = (() => {
  const actions = new Map(KEYS_OF_EVERY_KEY.map((key) => [key.toLowerCase(), new Set(KEY_ACTIONS)]));
  for (const { name, keys } of ACTION_TABLE.filter(({ onKey }) => onKey)) {
    for (const key of keys.filter((each) => !LISTED_SHORT.has(each))) {
      const lower = key.toLowerCase();
      actions.set(lower, (actions.get(lower) ?? new Set()).add(name));
    }
  }
  return actions;
})();

/**
 * The actions whose requests can carry a KMS key or a key of the resource; undefined where every request may: a
 * global key, or one that is not published.
 */
export function actionsThatCarry(key: string): ReadonlySet<string> | undefined {
  return carriersOf(key.toLowerCase());
}

const carriersOf = remember(1000, (lower) => {
  const family = [...CARRIERS.keys()].find((each) => isFamily(each) && lower.startsWith(each));
  return CARRIERS.get(family ?? lower);
});
