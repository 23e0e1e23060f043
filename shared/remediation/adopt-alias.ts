import type { NewBaseline } from '../ledger/ledger.ts';
import { moveOf } from '../rules/alias-move.ts';
import type { Subject } from '../rules/rule.ts';
import { maySetLabels } from '../rules/sanctioned.ts';
import { originOf } from './adopt.ts';
import { isNews } from './news.ts';

/**
 * The first baseline of an alias that was just created: the key it was created for, whatever it points to since. Whoever
 * creates an alias chooses its key; only to take it elsewhere needs a right. The same holds for one that is created
 * again, after one who may has deleted it.
 */
export function firstAlias(subject: Subject<'alias'>, now: number): NewBaseline<'alias'> | undefined {
  const { snapshot, change, baseline } = subject;
  const move = moveOf(change, snapshot);
  if (change?.operation === 'DeleteAlias') return untilDeleted(subject, now);
  if (change?.operation !== 'CreateAlias' || move?.target === undefined) return undefined;
  // News of a creation may come after that of the deletion: then the alias is gone, and is to be.
  const again = baseline !== undefined && baseline.target === undefined && snapshot.target === move.target;
  if (baseline !== undefined && !again) return undefined;
  return { ...originOf(subject, change, 'the alias was created', now), ...move };
}

/**
 * Of an alias older than the guardian, a deletion by one who may not tells the key it was for: without that, whoever
 * deletes it could create it for another key, and that would be approved.
 */
function untilDeleted(subject: Subject<'alias'>, now: number): NewBaseline<'alias'> | undefined {
  const { change, baseline } = subject;
  if (change?.key === undefined || baseline !== undefined || maySetLabels(subject)) return undefined;
  const why = 'the alias was for this key until one deleted it who may not';
  return { ...originOf(subject, change, why, now), target: change.key.arn };
}

/**
 * The baseline after one who may has moved or deleted an alias: what that change made of it, even where somebody has
 * moved it since. That move is judged by itself, and goes back to this one.
 *
 * @returns undefined where the change is older than what is approved, for all that is known.
 */
export function adoptedAlias(subject: Subject<'alias'>, now: number): NewBaseline<'alias'> | undefined {
  const { snapshot, change, baseline } = subject;
  const move = moveOf(change, snapshot);
  if (change === undefined || move === undefined || !maySetLabels(subject)) return undefined;
  // A later move to where it is approved already counts, too: older news of a move away must not undo it.
  const isKnown = baseline !== undefined && baseline.target === move.target;
  if ((isKnown || move.target !== snapshot.target) && !isNews(change, baseline)) return undefined;
  return { ...originOf(subject, change, 'it was set by one who may', now), ...move };
}
