// Writes docs/rules and the table of rules in README.md from the rules and their examples.
//
//   npm run rules
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypeScript, root } from './import-typescript.mjs';

const { writtenPages } = await importTypeScript(
  `export { writtenPages } from './cli/explain/written-pages.ts';`,
);
const pages = await writtenPages(await readFile(join(root, 'README.md'), 'utf8'));
const folder = join(root, 'docs/rules');
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  // The page of a rule that is no more.
  if (!pages.has(`docs/rules/${name}`)) await rm(join(folder, name));
}
for (const [path, text] of pages) await writeFile(join(root, path), text);
