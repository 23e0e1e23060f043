// Writes shared/rules/all.ts, the list of all rules: every file of shared/rules that exports a Rule.
//
//   npm run rules
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './import-typescript.mjs';

const folder = join(root, 'shared/rules');
const file = join(folder, 'all.ts');

/** The text that shared/rules/all.ts should have. */
export async function ruleIndex() {
  const rules = [];
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ts')).sort()) {
    const constant = /^export const (\w+): Rule(?:<'[\w-]+'>)? = \{/m.exec(
      await readFile(join(folder, name), 'utf8'),
    )?.[1];
    if (constant !== undefined) rules.push({ name, constant });
  }
  return [
    '// Written by `npm run rules` from the files of this folder. Do not edit.',
    ...rules.map(({ name, constant }) => `import { ${constant} } from './${name}';`),
    "import type { AnyRule } from './rule.ts';",
    '',
    'export const allRules: readonly AnyRule[] = [',
    ...rules.map(({ constant }) => `  ${constant},`),
    '];',
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(file, await ruleIndex());
