/** The standard, compiled at build time: no YAML or schema library in a Lambda. */
declare module 'kms-guardian:standard' {
  import type { Standard } from '../shared/standard/standard.ts';
  export const standard: Standard;
}
