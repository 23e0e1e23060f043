/** What is used of dynalite, which comes without declarations. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    readonly maxItemSizeKb?: number;
    readonly path?: string;
  }): Server;
  export = dynalite;
}
