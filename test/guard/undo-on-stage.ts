import { connect } from '../../cli/operate/connection.ts';
import { thingNamed } from '../../cli/operate/thing.ts';
import { looksDone } from '../../cli/undo/looks-done.ts';
import { takeUndo } from '../../cli/undo/take-undo.ts';
import { undoChange } from '../../cli/undo/undo-change.ts';
import type { UndoStep } from '../../shared/remediation/undo.ts';
import type { Stage } from './stage.ts';

/** The ID of the newest call of this operation. */
export const lastChange = ({ sandbox }: Stage, operation: string) =>
  String(sandbox.records.findLast(({ eventName }) => eventName === operation)?.eventID);

/** `by` is one of the stage's callers, the owner where none is given; `take` stands in the way of every step, `taken` after it. */
export type UndoOptions = {
  readonly by?: string;
  readonly take?: (step: UndoStep) => Promise<void>;
  readonly taken?: () => Promise<void>;
};

/** The guardian of the stage, as one of its callers works on it. */
export function connectionOf({ sandbox }: Stage, by: string) {
  const { accessKeyId, secretAccessKey } = sandbox.callers[by] ?? {};
  const { table, endpoint, region } = sandbox;
  return connect(
    { table, endpoint, region, format: 'text' },
    { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  );
}

/** What `undo` does, and all that the guard does then. */
export async function undoOnStage(
  stage: Stage,
  changeId: string,
  arn: string,
  { by = 'owner', take = async () => {}, taken = async () => {} }: UndoOptions = {},
) {
  const connection = connectionOf(stage, by);
  const thing = thingNamed(arn);
  const undone = await undoChange(
    { arn, changeId, by: 'role/KeyOwner', why: 'a partner reads this' },
    {
      looksDone: (step) => looksDone(step, thing, connection),
      take: async (step) => {
        await take(step);
        await takeUndo(step, thing, connection);
        await taken();
      },
    },
    connection,
  );
  await stage.sandbox.idle();
  return undone;
}
