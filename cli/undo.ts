import { Command } from 'commander';
import { describeActor } from '../shared/events/describe-actor.ts';
import { type ConnectionOptions, connect, withConnection } from './operate/connection.ts';
import { thingNamed } from './operate/thing.ts';
import { whoAmI } from './operate/who-am-i.ts';
import { describeUndo } from './undo/describe-undo.ts';
import { looksDone } from './undo/looks-done.ts';
import { takeUndo } from './undo/take-undo.ts';
import { type Undone, undoChange } from './undo/undo-change.ts';

type Options = ConnectionOptions & { readonly on: string; readonly why: string };

/**
 * `undo CHANGE_ID --on ARN`: puts back what the guardian replaced because of a change, once, as a decision of whoever types
 * it. Exits 1 where it does nothing: undone before, moved on since, or nothing there to undo.
 */
export function undoCommand(): Command {
  return withConnection(
    new Command('undo')
      .description(
        'put back what the guardian replaced because of a change; it leaves that alone from then on',
      )
      .argument('<change-id>', 'the change, as the alert names it')
      .requiredOption('--on <arn>', 'the key, or other thing, that was put right')
      .option('--why <text>', 'the reason, for those who read the record', 'no reason given'),
  ).action(async (changeId: string, options: Options) => {
    const thing = thingNamed(options.on);
    const connection = connect(options, process.env, thing.region);
    const by = describeActor(await whoAmI(connection.environment));
    const undone = await undoChange(
      { arn: thing.arn, changeId, by, why: options.why },
      {
        looksDone: (step) => looksDone(step, thing, connection),
        take: (step) => takeUndo(step, thing, connection),
      },
      connection,
    );
    const text = options.format === 'json' ? JSON.stringify({ by, ...undone }, null, 2) : textOf(undone, by);
    process.stdout.write(`${text}\n`);
    if (undone.outcome !== 'undone') process.exitCode = 1;
  });
}

function textOf(undone: Undone, by: string): string {
  if (undone.outcome !== 'undone') return `${undone.why}\nNothing was changed.`;
  return [
    `Undone, as decided by ${by}:`,
    ...undone.steps.map((step) => `  ${describeUndo(step)}`),
    'The guardian tells what of this breaks the standard, and leaves it as it is until somebody changes it again.',
  ].join('\n');
}
