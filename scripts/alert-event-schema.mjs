// Writes docs/schemas/alert-event.schema.json, the shape of the events that the channel eventbridge puts.
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypeScript, root } from './import-typescript.mjs';

const { alertEventJsonSchema } = await importTypeScript(`
  export { alertEventJsonSchema } from './shared/alerts/eventbridge/alert-event-schema.ts';
`);
const folder = join(root, 'docs', 'schemas');
const file = join(folder, 'alert-event.schema.json');
await mkdir(folder, { recursive: true });
await writeFile(file, JSON.stringify(alertEventJsonSchema()));
execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['format', '--write', file], { stdio: 'inherit' });
