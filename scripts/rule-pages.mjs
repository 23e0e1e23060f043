// Writes docs/rules, the table of rules in README.md and the tables of fields in docs/standard.md, from the rules, their
// examples and the standard's schema.
//
//   npm run rules
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importTypeScript, root } from './import-typescript.mjs';

const { writtenPages } = await importTypeScript(
  `export { writtenPages } from './cli/explain/written-pages.ts';`,
);
const text = (path) => readFile(join(root, path), 'utf8');
const pages = await writtenPages({
  readme: await text('README.md'),
  standard: await text('docs/standard.md'),
});
const folder = join(root, 'docs/rules');
await mkdir(folder, { recursive: true });
for (const name of await readdir(folder)) {
  // The page of a rule that is no more.
  if (!pages.has(`docs/rules/${name}`)) await rm(join(folder, name));
}
for (const [path, page] of pages) await writeFile(join(root, path), page);
