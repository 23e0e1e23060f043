// Writes standard.schema.json, by which editors complete and check a standard: node scripts/standard-schema.mjs
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypeScript, root } from './import-typescript.mjs';

const { standardJsonSchema, allRules } = await importTypeScript(`
  export { standardJsonSchema } from './shared/standard/json-schema.ts';
  export { allRules } from './shared/duties.ts';
`);
const schema = standardJsonSchema({ ruleIds: allRules.map(({ id }) => id) });
const file = join(root, 'standard.schema.json');
await writeFile(file, JSON.stringify(schema));
execFileSync(join(root, 'node_modules', '.bin', 'biome'), ['format', '--write', file], { stdio: 'inherit' });
