import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildTools } from '../../scripts/build.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Answer = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command line, built into a folder of its own. */
export class BuiltCommand {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async build(): Promise<BuiltCommand> {
    // Within node_modules, so that the packages outside the bundle are found.
    const folder = await mkdtemp(join(root, 'node_modules', '.command-line-'));
    await buildTools({ outdir: folder });
    return new BuiltCommand(folder);
  }

  async run(
    args: readonly string[],
    input = '',
    environment: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Answer> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ['--no-warnings', join(this.folder, 'cli.mjs'), ...args], {
        cwd: this.folder,
        env: { ...process.env, ...environment },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (text) => {
        out += text;
      });
      child.stderr.on('data', (text) => {
        err += text;
      });
      child.on('close', (code) => resolve({ code, out, err }));
      child.stdin.end(input);
    });
  }

  /** Writes a file, and gives its name within the folder the command runs in. */
  async file(name: string, content: string | Buffer): Promise<string> {
    await writeFile(join(this.folder, name), content);
    return name;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
