import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** A file that a command was given cannot be read or is not what it should be. */
export class UnreadableFile extends Error {
  readonly code = 'UNREADABLE_FILE';
  constructor(path: string, why: string) {
    super(`${path === '-' ? 'standard input' : path}: ${why}`);
    this.name = 'UnreadableFile';
  }
}

/** Reads a file, or standard input for `-`; what is gzipped is unzipped. */
export async function readText(path: string): Promise<string> {
  const bytes = await readBytes(path);
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (zipped ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new UnreadableFile(path, `not a whole gzip file (${reason(error)})`);
  }
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch (error) {
    throw new UnreadableFile(path, reason(error));
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name the files in it',
  EACCES: 'you may not read it',
};

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return reasons[code] ?? error.message;
}
