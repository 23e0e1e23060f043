import { z } from 'zod';
import { standardSchema } from './schema.ts';

/** The standard's JSON Schema, by which editors complete and check a `standard.yaml` as it is written. */
export function standardJsonSchema(known: { readonly ruleIds: readonly string[] }): Record<string, unknown> {
  return {
    title: 'KMS Guardian standard',
    ...z.toJSONSchema(standardSchema(known.ruleIds), { io: 'input' }),
  };
}
