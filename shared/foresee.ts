import type { Change } from './events/change.ts';
import type { KeySnapshot } from './keys/snapshot.ts';
import { judge } from './rules/judge.ts';
import { classOf } from './standard/match.ts';
import type { Tools } from './tools.ts';

/**
 * Judges a key by what an event tells of its policy, while AWS is still asked what is there. Nothing comes of it but what
 * the rules remember (rules/compared.ts): most of a judgement is comparing policies, and that is then done.
 */
export function foresee(change: Change, { rules, standard }: Pick<Tools, 'rules' | 'standard'>): void {
  const { key, operation } = change;
  if (key === undefined || (operation !== 'PutKeyPolicy' && operation !== 'CreateKey')) return;
  const { policy } = change.details;
  if (policy === undefined) return;
  const snapshot: KeySnapshot = { ...key, ...anyKey, policy };
  const { governance } = classOf(standard, snapshot);
  try {
    judge(rules, { snapshot, governance, change });
  } catch {
    // What is wrong is found when the key itself is judged, and told then.
  }
}

const anyKey = {
  state: 'Enabled',
  manager: 'CUSTOMER',
  spec: 'SYMMETRIC_DEFAULT',
  usage: 'ENCRYPT_DECRYPT',
  origin: 'AWS_KMS',
  multiRegion: 'no',
  rotation: { kind: 'disabled' },
  aliases: [],
  tags: {},
} as const;
