import type { Remedy, Subject } from '../rules/rule.ts';
import type { Made } from './plan.ts';

/**
 * What points an alias back to its key. Pure. KMS has no write that asks where the alias points before; as far as it
 * goes, what was seen is the condition all the same: an alias that is there is updated, one that is gone is created.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function aliasSteps(remedy: Remedy, { snapshot, baseline }: Subject<'alias'>): Made {
  if (remedy !== 'restore-alias') return { why: `nothing does ${remedy} to an alias` };
  const target = baseline?.target;
  if (target === undefined) return { why: 'for which key the alias is approved is not known' };
  const { name: alias, kind, meant } = snapshot;
  switch (meant?.state) {
    case 'Deleted':
      return { why: `its approved key ${target} is deleted` };
    case 'PendingDeletion':
    case 'PendingReplicaDeletion':
      return { why: `its approved key ${target} waits for its deletion; cancel that first` };
  }
  if (snapshot.target === undefined) return { steps: [{ kind: 'create-alias', alias, target }] };
  if (kind !== undefined && meant?.kind !== undefined && kind !== meant.kind)
    return {
      why:
        `the alias now points to a key for ${kind}, its approved key is for ${meant.kind}, and KMS moves no alias ` +
        'between the two: delete the alias, and create it again',
    };
  return { steps: [{ kind: 'update-alias', alias, target, replaces: snapshot.target }] };
}
