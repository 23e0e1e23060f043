import { deletionWindow } from './rules/deletion-window.ts';
import { keyEnabled } from './rules/key-enabled.ts';
import { noPublicAccess } from './rules/no-public-access.ts';
import { noUnauthorizedDeletion } from './rules/no-unauthorized-deletion.ts';
import { policyDrift } from './rules/policy-drift.ts';
import { rotationEnabled } from './rules/rotation-enabled.ts';
import { rotationPeriod } from './rules/rotation-period.ts';
import type { Rule } from './rules/rule.ts';

/**
 * What each Lambda judges. Separation of duties holds for the guardian too: a function judges what its
 * role may put right, and nothing else.
 */
export const policyDuty: readonly Rule[] = [policyDrift, noPublicAccess];
export const lifecycleDuty: readonly Rule[] = [noUnauthorizedDeletion, deletionWindow, keyEnabled];
export const rotationDuty: readonly Rule[] = [rotationEnabled, rotationPeriod];

export const allRules: readonly Rule[] = [...policyDuty, ...lifecycleDuty, ...rotationDuty];
