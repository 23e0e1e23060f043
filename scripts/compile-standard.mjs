import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { importTypeScript, root } from './import-typescript.mjs';

/** The module that a standard is served as; it exports `standard`. */
export const standardModule = 'kms-guardian:standard';

/**
 * An esbuild plugin that reads, checks and compiles a team's standard, and serves it to the bundles as the
 * module `kms-guardian:standard`: plain data, so that no YAML or schema library reaches a Lambda.
 *
 * @param {{ file: string, ruleIds?: readonly string[] }} options the standard's path; `ruleIds` are all
 *   rules of the product unless given
 * @returns {import('esbuild').Plugin}
 */
export function standardPlugin({ file, ruleIds }) {
  const path = resolve(file);
  let loaded;
  return {
    name: 'kms-guardian-standard',
    setup(build) {
      build.onResolve({ filter: /^kms-guardian:standard$/ }, () => ({
        path: standardModule,
        namespace: 'kms-guardian',
      }));
      // Once, however many functions are built with it.
      build.onLoad({ filter: /^kms-guardian:standard$/, namespace: 'kms-guardian' }, () => {
        loaded ??= load(path, ruleIds);
        return loaded;
      });
    },
  };
}

async function load(path, ruleIds) {
  const source = await importTypeScript(`
    export { loadStandard } from './shared/standard/load.ts';
    export { StandardError } from './shared/standard/standard-error.ts';
    ${ruleIds === undefined ? "export { allRules } from './shared/duties.ts';" : ''}
  `);
  const known = { ruleIds: ruleIds ?? source.allRules.map(({ id }) => id) };
  const name = relative(root, path);
  let text = '';
  try {
    text = await readFile(path, 'utf8');
    const standard = source.loadStandard(text, name, known);
    // A string in JSON is one in JavaScript too, and `__proto__` in JSON.parse is a field like any other.
    const contents = `export const standard = JSON.parse(${JSON.stringify(JSON.stringify(standard))});`;
    return { contents, loader: 'js', watchFiles: [path] };
  } catch (error) {
    if (error.code === 'ENOENT') return { errors: [{ text: `There is no standard at ${path}` }] };
    if (!(error instanceof source.StandardError)) throw error;
    const lines = text.split(/\r?\n/);
    return { errors: error.problems.map((problem) => toMessage(name, lines, problem)), watchFiles: [path] };
  }
}

/** esbuild counts columns from 0, and shows the line that it is given. */
function toMessage(file, lines, { line, column, what, fix }) {
  const lineText = lines[line - 1] ?? '';
  return { text: `${what}; ${fix}`, location: { file, line, column: column - 1, lineText } };
}
