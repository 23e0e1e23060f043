import { readFile } from 'node:fs/promises';

/**
 * Leaves the examples of the rules out of a bundle. esbuild drops a constant that nobody uses by itself, but not one
 * whose value calls a function, as many examples do.
 */
export const withoutExamples = {
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]rules[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /^export const examples: Examples(?:<'[\w-]+'>)? = \{[\s\S]*?^\};$/m,
        '',
      ),
      loader: 'ts',
    }));
  },
};
