import { holding } from '../../shared/hold.ts';
import type { History, Respected } from '../../shared/ledger/history.ts';
import type { Lease } from '../../shared/ledger/ledger.ts';
import { type Undo, type UndoStep, undoOf } from '../../shared/remediation/undo.ts';
import type { Connection } from '../operate/connection.ts';

/** Which remediation is undone, by whom, and why. */
export type Wish = {
  readonly arn: string;
  readonly changeId: string;
  readonly by: string;
  readonly why: string;
};

/** The thing, as an undo sees it and changes it. */
export type Hands = {
  /** Whether it looks as this step leaves it. */
  readonly looksDone: (step: UndoStep) => Promise<boolean>;
  readonly take: (step: UndoStep) => Promise<void>;
};

export type Undone =
  | { readonly outcome: 'undone'; readonly steps: readonly UndoStep[] }
  /** `moved-on`: it is no longer as the guardian left it. */
  | { readonly outcome: 'undone-before' | 'moved-on' | 'not-undoable'; readonly why: string };

/** The ledger has no such change. */
export class UnknownChange extends Error {
  readonly code = 'UNKNOWN_CHANGE';
  constructor(changeId: string, arn: string) {
    super(
      `The ledger knows no change ${changeId} of ${arn}. Type the command as the alert has it; decisions are kept for 400 days.`,
    );
    this.name = 'UnknownChange';
  }
}

/** So many decisions are kept of one thing. */
const most = 100;

/**
 * Puts back what the guardian replaced because of a change, once. The decision is kept before anything is written, so that
 * the guardian, which waits for the lease, never takes the undo for a new violation; an undo that is interrupted is
 * finished by the same one again.
 *
 * @throws {UnknownChange} {ThingIsHeld} what AWS answers, where it refuses a step
 */
export async function undoChange(
  wish: Wish,
  hands: Hands,
  connection: Pick<Connection, 'ledger' | 'now' | 'owner' | 'pause'>,
): Promise<Undone> {
  const { arn, changeId } = wish;
  const { ledger, now } = connection;
  const decision = await ledger.decision(arn, changeId);
  if (decision === undefined) throw new UnknownChange(changeId, arn);
  const undo = undoOf(decision);
  if ('why' in undo) return { outcome: 'not-undoable', why: `It cannot be undone: ${undo.why}.` };
  return holding(arn, 'undo', connection, async (lease) => {
    const before = lease.history.respected?.find(({ undoes }) => undoes === changeId);
    if (before?.carriedOutAt !== undefined)
      return {
        outcome: 'undone-before',
        why: `It was undone before, by ${before.by} on ${before.at}: ${before.why}`,
      };
    const left = await whatIsLeft(undo, hands, before !== undefined);
    if (left === undefined)
      return {
        outcome: 'moved-on',
        why: 'It has moved on: it is no longer as the guardian left it, and whoever changed it since would lose that.',
      };
    const at = new Date(now()).toISOString();
    const { by, why } = wish;
    const decided = undo.respected.map((each): Respected => ({ ...each, by, why, at }));
    await ledger.keepHistory(lease, withDecisions(lease.history, decided));
    await takeAll(left, hands, lease, connection);
    const carriedOutAt = new Date(now()).toISOString();
    const finished = decided.map((each) => ({ ...each, carriedOutAt }));
    await ledger.keepHistory(lease, withDecisions(lease.history, finished));
    return { outcome: 'undone', steps: undo.steps };
  });
}

/** The steps to take: all of them where the thing is as the guardian left it, and the rest where an undo was interrupted. */
async function whatIsLeft(
  { taken, steps }: Undo,
  { looksDone }: Hands,
  interrupted: boolean,
): Promise<readonly UndoStep[] | undefined> {
  const done = await Promise.all(steps.map(looksDone));
  if (done.includes(true)) return interrupted ? steps.filter((_, index) => done[index] !== true) : undefined;
  const still = await Promise.all(taken.map(looksDone));
  return still.every((each) => each) ? steps : undefined;
}

async function takeAll(
  steps: readonly UndoStep[],
  { take }: Hands,
  lease: Lease,
  { ledger }: Pick<Connection, 'ledger'>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await take(step);
    } catch (error) {
      // Refused at once: nothing was decided, either. After that, the same command again finishes what was begun.
      if (index === 0 && isRefusal(error)) await ledger.keepHistory(lease, lease.history);
      throw error;
    }
  }
}

/** True of an answer of AWS that the call was not made; without any, it may have been. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && error.$fault === 'client';

function withDecisions(history: History, decided: readonly Respected[]): History {
  const undone = new Set(decided.map(({ undoes }) => undoes));
  const others = (history.respected ?? []).filter(({ undoes }) => !undone.has(undoes));
  return { ...history, respected: [...others, ...decided].slice(-most) };
}
