import type { Baseline } from '../../shared/ledger/ledger.ts';

let count = 0;

/** A key that no other test knows. */
export const newKey = () => `arn:aws:kms:eu-west-1:111122223333:key/${++count}`;

export const baselineOf = (arn: string, changeId: string, policy = '{}'): Omit<Baseline, 'version'> => ({
  arn,
  policy,
  changeId,
  state: 'Enabled',
  rotation: { kind: 'enabled', periodInDays: 365 },
  adoptedAt: '2026-11-24T10:00:00.000Z',
  by: { kind: 'role', arn: 'arn:aws:iam::111122223333:role/Deploy' },
  why: 'created',
});
