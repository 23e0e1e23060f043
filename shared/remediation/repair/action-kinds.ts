import {
  ADMINISTER_ACTIONS,
  expandActions,
  OWN_ACTIONS,
  RECOVERY_ACTIONS,
  USE_ACTIONS,
} from '../../policy/actions.ts';
import { actionsThatCarry } from '../../policy/condition-keys.ts';
import type { Governance } from '../../standard/standard.ts';

/**
 * Sorts actions by what the standard may say of them, so that they can be tried together. It only saves work: where a
 * kind does not hold, each of its actions is tried by itself.
 */
export function actionKinds({ actions, usage }: Governance): (action: string) => string {
  const keys = [
    ...Object.keys(usage.encryptionContext).map((key) => `kms:EncryptionContext:${key}`),
    ...Object.keys(usage.attestation).map((key) => `kms:RecipientAttestation:${key}`),
    ...Object.keys(usage.conditions),
    'kms:GrantIsForAWSResource',
  ];
  const sets = [
    USE_ACTIONS,
    OWN_ACTIONS,
    ADMINISTER_ACTIONS,
    RECOVERY_ACTIONS,
    ...Object.values(actions).map(expandActions),
    ...keys.flatMap((key) => actionsThatCarry(key) ?? []),
  ];
  return (action) => sets.map((set) => (set.has(action) ? '1' : '0')).join('');
}
