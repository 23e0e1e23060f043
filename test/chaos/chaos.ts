import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../scripts/chaos.mjs', import.meta.url));

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the chaos command as a person does. */
export function chaos(...args: readonly string[]): Promise<Ended> {
  const flags = ['--disable-warning=NodeVersionSupportWarning', script];
  return new Promise((resolve) => {
    execFile(process.execPath, [...flags, ...args], { maxBuffer: 2 ** 26 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}
