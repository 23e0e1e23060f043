import { isAwaitingDeletion } from './awaiting-deletion.ts';
import type { Rule } from './rule.ts';

export const rotationEnabled: Rule = {
  id: 'rotation-enabled',
  title: 'A key that can rotate does',
  severity: 'high',
  area: 'creation',
  rationale:
    'Rotation limits how much data one version of the key material protects. Keys that KMS cannot rotate are not asked to.',
  fix: 'Switch automatic rotation on.',
  check({ snapshot, governance }) {
    // KMS reports rotation as off while a key awaits deletion, and restores it with the key.
    if (!governance.rotation.enabled || isAwaitingDeletion(snapshot)) return [];
    if (snapshot.manager === 'AWS' || snapshot.rotation.kind !== 'disabled') return [];
    return [{ message: 'Automatic rotation is switched off.', remedy: 'enable-rotation' }];
  },
};
