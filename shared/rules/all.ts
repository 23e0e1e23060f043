// Written by `npm run rules` from the files of this folder. Do not edit.
import { administratorsOnly } from './administrators-only.ts';
import { aliasHijack } from './alias-hijack.ts';
import { confusedDeputy } from './confused-deputy.ts';
import { containedKey } from './contained-key.ts';
import { deletionScp } from './deletion-scp.ts';
import { deletionWindow } from './deletion-window.ts';
import { deniedAttempts } from './denied-attempts.ts';
import { enclaveAttestation } from './enclave-attestation.ts';
import { encryptionContext } from './encryption-context.ts';
import { grantConstraints } from './grant-constraints.ts';
import { grantCount } from './grant-count.ts';
import { grantOperations } from './grant-operations.ts';
import { grantee } from './grantee.ts';
import { guardianAccess } from './guardian-access.ts';
import { iamDelegation } from './iam-delegation.ts';
import { importedMaterial } from './imported-material.ts';
import { keyCreator } from './key-creator.ts';
import { keyEnabled } from './key-enabled.ts';
import { keyInUse } from './key-in-use.ts';
import { keyOrigin } from './key-origin.ts';
import { keySpec } from './key-spec.ts';
import { keyStoreConnected } from './key-store-connected.ts';
import { keyUsage } from './key-usage.ts';
import { kmsLogged } from './kms-logged.ts';
import { lockout } from './lockout.ts';
import { lockoutCheckBypassed } from './lockout-check-bypassed.ts';
import { materialExpiry } from './material-expiry.ts';
import { multiRegion } from './multi-region.ts';
import { noFullAccess } from './no-full-access.ts';
import { noNotPrincipal } from './no-not-principal.ts';
import { noPublicAccess } from './no-public-access.ts';
import { noUnauthorizedDeletion } from './no-unauthorized-deletion.ts';
import { orphanedPrincipal } from './orphaned-principal.ts';
import { overwrittenChange } from './overwritten-change.ts';
import { ownersOnly } from './owners-only.ts';
import { policyDrift } from './policy-drift.ts';
import { requiredConditions } from './required-conditions.ts';
import { requiredTags } from './required-tags.ts';
import { rootActivity } from './root-activity.ts';
import { rootRestricted } from './root-restricted.ts';
import { rotationEnabled } from './rotation-enabled.ts';
import { rotationPeriod } from './rotation-period.ts';
import type { AnyRule } from './rule.ts';
import { selfGrant } from './self-grant.ts';
import { separationOfDuties } from './separation-of-duties.ts';
import { tagTampering } from './tag-tampering.ts';
import { trustedAccounts } from './trusted-accounts.ts';
import { unconfirmedWrite } from './unconfirmed-write.ts';
import { usersOnly } from './users-only.ts';
import { viaService } from './via-service.ts';
import { vpcEndpoint } from './vpc-endpoint.ts';
import { vpcEndpointNetwork } from './vpc-endpoint-network.ts';
import { vpcEndpointPolicy } from './vpc-endpoint-policy.ts';

export const allRules: readonly AnyRule[] = [
  administratorsOnly,
  aliasHijack,
  confusedDeputy,
  containedKey,
  deletionScp,
  deletionWindow,
  deniedAttempts,
  enclaveAttestation,
  encryptionContext,
  grantConstraints,
  grantCount,
  grantOperations,
  grantee,
  guardianAccess,
  iamDelegation,
  importedMaterial,
  keyCreator,
  keyEnabled,
  keyInUse,
  keyOrigin,
  keySpec,
  keyStoreConnected,
  keyUsage,
  kmsLogged,
  lockoutCheckBypassed,
  lockout,
  materialExpiry,
  multiRegion,
  noFullAccess,
  noNotPrincipal,
  noPublicAccess,
  noUnauthorizedDeletion,
  orphanedPrincipal,
  overwrittenChange,
  ownersOnly,
  policyDrift,
  requiredConditions,
  requiredTags,
  rootActivity,
  rootRestricted,
  rotationEnabled,
  rotationPeriod,
  selfGrant,
  separationOfDuties,
  tagTampering,
  trustedAccounts,
  unconfirmedWrite,
  usersOnly,
  viaService,
  vpcEndpointNetwork,
  vpcEndpointPolicy,
  vpcEndpoint,
];
