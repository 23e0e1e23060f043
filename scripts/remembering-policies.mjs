import { dirname, join } from 'node:path';
import { root } from './import-typescript.mjs';

const engine = join(root, 'shared', 'policy');
const remembered = join(root, 'chaos', 'remembered');

/**
 * Has a bundle take the parts of the policy engine that are asked most from chaos/remembered: they answer the same, and
 * remember what they answered. A few policies go through thousands of histories.
 */
export const rememberingPolicies = {
  name: 'remembering-policies',
  setup(build) {
    build.onResolve({ filter: /\/(parse|compare|decide)\.ts$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path);
      if (dirname(file) !== engine || resolveDir === remembered) return undefined;
      return { path: join(remembered, path.slice(path.lastIndexOf('/') + 1)) };
    });
  },
};
