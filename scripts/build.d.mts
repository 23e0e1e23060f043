import type { BuildOptions, BuildResult, Metafile } from 'esbuild';

type Built = { readonly metafile: Metafile };

export declare const functionNames: readonly string[];
export declare const lambdaOptions: BuildOptions & { readonly metafile: true };
export declare function buildFunctions(options?: {
  readonly outdir?: string;
  readonly standard?: string;
  readonly logLevel?: 'warning' | 'silent';
}): Promise<Built>;
export declare function buildTools(options?: { readonly outdir?: string }): Promise<BuildResult>;
