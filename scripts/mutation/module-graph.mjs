import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { transformSync } from '@swc/core';

const options = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'es6' },
  swcrc: false,
};
const compiled = new Map();

/** JavaScript of a TypeScript file, which never changes in a sandbox. */
function compile(url) {
  if (!compiled.has(url)) {
    compiled.set(url, transformSync(readFileSync(fileURLToPath(url), 'utf8'), options).code);
  }
  return compiled.get(url);
}

/**
 * The modules of a test file, apart from those of any other, as jest has them. What can depend on a source is loaded
 * anew once the source is forgotten; the rest stays, so that it need not be run and optimized again.
 */
export class ModuleGraph {
  #modules = new Map();
  #importers = new Map();

  has(file) {
    return this.#modules.has(pathToFileURL(file).href);
  }

  async import(file) {
    await this.#evaluate(this.#load(pathToFileURL(file).href));
  }

  /** Forgets a file and whatever imports it, directly or not. */
  forget(file) {
    this.#forget(pathToFileURL(file).href);
  }

  /** Gives the module of this name these exports, and forgets whatever imports it. */
  provide(name, exports) {
    this.#forget(name);
    this.#modules.set(name, synthetic(exports));
  }

  #forget(key) {
    const all = new Set([key]);
    for (const each of all) {
      this.#modules.delete(each);
      for (const importer of this.#importers.get(each) ?? []) all.add(importer);
    }
  }

  #load(specifier, importer) {
    const key = specifier.endsWith('.ts') ? new URL(specifier, importer).href : specifier;
    if (importer !== undefined) {
      this.#importers.set(key, (this.#importers.get(key) ?? new Set()).add(importer));
    }
    if (!this.#modules.has(key)) {
      this.#modules.set(key, key.endsWith('.ts') ? this.#own(key) : this.#foreign(key, importer));
    }
    return this.#modules.get(key);
  }

  #own(url) {
    return new vm.SourceTextModule(compile(url), {
      identifier: url,
      initializeImportMeta: (meta) => {
        meta.url = url;
      },
      importModuleDynamically: (specifier) => this.#evaluate(this.#load(specifier, url)),
    });
  }

  /** A package, a module of Node or a script, as it is. */
  async #foreign(specifier, importer) {
    return synthetic(await import(specifier.startsWith('.') ? new URL(specifier, importer).href : specifier));
  }

  async #evaluate(loading) {
    const module = await loading;
    if (module.status === 'unlinked') {
      await module.link((specifier, { identifier }) => this.#load(specifier, identifier));
    }
    await module.evaluate();
    return module;
  }
}

function synthetic(exports) {
  return new vm.SyntheticModule(Object.keys(exports), function setExports() {
    for (const [name, value] of Object.entries(exports)) this.setExport(name, value);
  });
}
