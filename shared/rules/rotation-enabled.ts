import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Examples, Rule } from './rule.ts';

export const rotationEnabled: Rule = {
  id: 'rotation-enabled',
  title: 'A key that can rotate does',
  severity: 'high',
  area: 'creation',
  duty: 'rotation',
  rationale:
    'Rotation limits how much data one version of the key material protects. Keys that KMS cannot rotate are not asked to.',
  fix: 'Switch automatic rotation on.',
  controls: {
    controlTower: ['CT.KMS.PR.1'],
    securityHub: ['KMS.4'],
    cis: ['v5.0.0/3.6', 'v3.0.0/3.6', 'v1.4.0/3.8', 'v1.2.0/2.8'],
    nist: ['SC-12', 'SC-12(2)', 'SC-28(3)'],
  },
  check({ snapshot, governance }) {
    // KMS reports rotation as off while a key awaits deletion, and restores it with the key.
    if (!governance.rotation.enabled || isAwaitingDeletion(snapshot)) return [];
    if (snapshot.manager === 'AWS' || snapshot.rotation.kind !== 'disabled') return [];
    return [{ message: 'Automatic rotation is switched off.', remedy: 'enable-rotation' }];
  },
};

export const examples: Examples = {
  wrong: [
    { name: 'Rotation was never switched on', snapshot: { rotation: { kind: 'disabled' } } },
    {
      name: 'An administrator switches it off',
      snapshot: { rotation: { kind: 'disabled' } },
      change: { operation: 'DisableKeyRotation', by: 'role/KeyAdministrator' },
    },
  ],
  right: [
    { name: 'The key rotates', snapshot: { rotation: { kind: 'enabled', periodInDays: 365 } } },
    {
      name: 'An RSA key, which KMS cannot rotate',
      snapshot: { spec: 'RSA_4096', usage: 'SIGN_VERIFY', rotation: { kind: 'unsupported' } },
    },
    {
      name: 'An HMAC key, which KMS cannot rotate',
      snapshot: { spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC', rotation: { kind: 'unsupported' } },
    },
    {
      name: 'A key with imported material, which only its owner can replace',
      snapshot: { origin: 'EXTERNAL', rotation: { kind: 'unsupported' } },
    },
    {
      name: 'A key in a key store of one’s own',
      snapshot: {
        origin: 'AWS_CLOUDHSM',
        keyStoreId: 'cks-1234567890abcdef0',
        rotation: { kind: 'unsupported' },
      },
    },
    {
      name: 'A key in an external key manager',
      snapshot: { origin: 'EXTERNAL_KEY_STORE', rotation: { kind: 'unsupported' } },
    },
    {
      name: 'A replica, which rotates with its primary',
      snapshot: { multiRegion: 'replica', rotation: { kind: 'unsupported' } },
    },
    {
      name: 'A key that awaits deletion',
      snapshot: { state: 'PendingDeletion', rotation: { kind: 'disabled' } },
    },
    {
      name: 'An AWS managed key, which nobody but AWS governs',
      snapshot: { manager: 'AWS', rotation: { kind: 'disabled' } },
    },
    {
      name: 'The standard does not ask for rotation',
      standard: 'rotation: { enabled: false }',
      snapshot: { rotation: { kind: 'disabled' } },
    },
  ],
};
