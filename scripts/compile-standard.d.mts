import type { Plugin } from 'esbuild';

export declare const standardModule: 'kms-guardian:standard';

/** `ruleIds` are all rules of the product unless given. */
export declare function standardPlugin(options: {
  readonly file: string;
  readonly ruleIds?: readonly string[];
}): Plugin;
