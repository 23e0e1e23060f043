import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { transformSync } from '@swc/core';

const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
  sourceMaps: false,
  swcrc: false,
};
const compiled = new Map();

/** JavaScript of a TypeScript file; the files of a sandbox stay as they are. */
function compile(url) {
  let code = compiled.get(url);
  if (code === undefined) {
    code = transformSync(readFileSync(fileURLToPath(url), 'utf8'), swc).code;
    compiled.set(url, code);
  }
  return code;
}

/** Imports a TypeScript file with all it imports anew, as jest does for each test file; packages are imported once. */
export async function importAnew(file, globals) {
  const modules = new Map();

  const load = (specifier, from) => {
    const isOwn = specifier.endsWith('.ts');
    const key = isOwn ? new URL(specifier, from).href : specifier;
    if (!modules.has(key)) modules.set(key, isOwn ? own(key) : foreign(specifier, from));
    return modules.get(key);
  };
  const own = (url) =>
    new vm.SourceTextModule(compile(url), {
      identifier: url,
      initializeImportMeta: (meta) => {
        meta.url = url;
      },
      importModuleDynamically: async (specifier) => {
        const module = await load(specifier, url);
        await run(module);
        return module;
      },
    });
  const foreign = async (specifier, from) => {
    const exports =
      specifier === '@jest/globals'
        ? globals
        : await import(specifier.startsWith('.') ? new URL(specifier, from).href : specifier);
    const module = new vm.SyntheticModule(Object.keys(exports), () => {
      for (const [name, value] of Object.entries(exports)) module.setExport(name, value);
    });
    return module;
  };
  const run = async (module) => {
    if (module.status === 'unlinked')
      await module.link((specifier, { identifier }) => load(specifier, identifier));
    await module.evaluate();
  };

  await run(load(pathToFileURL(file).href));
  return new Set(
    [...modules.keys()].filter((key) => key.startsWith('file:')).map((key) => fileURLToPath(key)),
  );
}
