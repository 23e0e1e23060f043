import type { Plugin } from 'esbuild';

export declare const pureSchemas: Plugin;
export declare function withPureLists(text: string): string;
