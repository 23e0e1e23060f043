import { readFile } from 'node:fs/promises';

/**
 * Lets esbuild drop the schemas of AWS operations that nobody calls. The SDK writes them as lists with computed keys,
 * which esbuild keeps lest computing a key have an effect. It has none: the keys are constants. Of EC2 that leaves
 * some 10 KB of 550.
 *
 * @see https://esbuild.github.io/api/#tree-shaking-and-side-effects
 */
export const pureSchemas = {
  name: 'pure-schemas',
  setup(build) {
    build.onLoad({ filter: /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]\w+\.js$/ }, async ({ path }) => ({
      contents: withPureLists(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** The same module, in which each list is the result of a call that may be left out. */
export function withPureLists(text) {
  return text.replace(
    /^((?:export )?var [\w$]+ = )(\[[\s\S]*?\]);$/gm,
    (_, start, list) => `${start}/* @__PURE__ */ (() => ${list})();`,
  );
}
