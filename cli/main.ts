import { Command, CommanderError } from 'commander';
import { baselineCommand } from './baseline.ts';
import { breakerCommand } from './breaker.ts';
import { canCommand } from './can.ts';
import { checkCommand } from './check.ts';
import { decodeCommand } from './decode.ts';
import { demoCommand } from './demo.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { renderCommand } from './render.ts';
import { sandboxCommand } from './sandbox.ts';
import { scanCommand } from './scan.ts';
import { undoCommand } from './undo.ts';
import { whoCanCommand } from './who-can.ts';

const program = new Command('kms-guardian')
  .description('Judges every KMS key change by your governance standard, and puts it right.')
  .addCommand(baselineCommand())
  .addCommand(breakerCommand())
  .addCommand(canCommand())
  .addCommand(checkCommand())
  .addCommand(decodeCommand())
  .addCommand(diffCommand())
  .addCommand(demoCommand())
  .addCommand(explainCommand())
  .addCommand(renderCommand())
  .addCommand(sandboxCommand())
  .addCommand(scanCommand())
  .addCommand(undoCommand())
  .addCommand(whoCanCommand())
  .showHelpAfterError();

// Commander ends with 1 for bad usage; here 1 says "found something" and 2 "could not".
for (const command of withAllBelow(program)) command.exitOverride();

function withAllBelow(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(withAllBelow)];
}

// What the SDK says of the Node.js it will want one day would stand in the middle of every answer.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
