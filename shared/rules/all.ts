// Written by `npm run rules` from the files of this folder. Do not edit.
import { administratorsOnly } from './administrators-only.ts';
import { confusedDeputy } from './confused-deputy.ts';
import { deletionWindow } from './deletion-window.ts';
import { encryptionContext } from './encryption-context.ts';
import { guardianAccess } from './guardian-access.ts';
import { iamDelegation } from './iam-delegation.ts';
import { keyCreator } from './key-creator.ts';
import { keyEnabled } from './key-enabled.ts';
import { keyOrigin } from './key-origin.ts';
import { keySpec } from './key-spec.ts';
import { keyUsage } from './key-usage.ts';
import { lockout } from './lockout.ts';
import { lockoutCheckBypassed } from './lockout-check-bypassed.ts';
import { multiRegion } from './multi-region.ts';
import { noFullAccess } from './no-full-access.ts';
import { noNotPrincipal } from './no-not-principal.ts';
import { noPublicAccess } from './no-public-access.ts';
import { noUnauthorizedDeletion } from './no-unauthorized-deletion.ts';
import { orphanedPrincipal } from './orphaned-principal.ts';
import { ownersOnly } from './owners-only.ts';
import { policyDrift } from './policy-drift.ts';
import { requiredTags } from './required-tags.ts';
import { rotationEnabled } from './rotation-enabled.ts';
import { rotationPeriod } from './rotation-period.ts';
import type { AnyRule } from './rule.ts';
import { selfGrant } from './self-grant.ts';
import { separationOfDuties } from './separation-of-duties.ts';
import { trustedAccounts } from './trusted-accounts.ts';
import { usersOnly } from './users-only.ts';
import { viaService } from './via-service.ts';
import { vpcEndpoint } from './vpc-endpoint.ts';

export const allRules: readonly AnyRule[] = [
  administratorsOnly,
  confusedDeputy,
  deletionWindow,
  encryptionContext,
  guardianAccess,
  iamDelegation,
  keyCreator,
  keyEnabled,
  keyOrigin,
  keySpec,
  keyUsage,
  lockoutCheckBypassed,
  lockout,
  multiRegion,
  noFullAccess,
  noNotPrincipal,
  noPublicAccess,
  noUnauthorizedDeletion,
  orphanedPrincipal,
  ownersOnly,
  policyDrift,
  requiredTags,
  rotationEnabled,
  rotationPeriod,
  selfGrant,
  separationOfDuties,
  trustedAccounts,
  usersOnly,
  viaService,
  vpcEndpoint,
];
