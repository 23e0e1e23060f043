import { z } from 'zod';
import { governance } from './schema/governance.ts';
import { match } from './schema/match.ts';
import { roles } from './schema/roles.ts';
import { text } from './schema/value.ts';

/** The standard as it is written, given the rules that exist. Unknown fields are refused everywhere. */
export function standardSchema(ruleIds: readonly string[]) {
  const settings = governance(ruleIds);
  return z.strictObject({
    version: z.literal(1),
    roles,
    defaults: z.strictObject(settings).optional(),
    classes: z
      .array(
        z.strictObject({
          name: text(
            /^(?!default$)[a-z0-9][a-z0-9-]*$/,
            'is no name for a class',
            'use small letters, digits and hyphens, and not "default", which is the class of all other keys',
          ),
          match,
          roles: roles.partial().optional(),
          ...settings,
        }),
      )
      .optional(),
  });
}

/** A standard as written, before defaults are filled in. */
export type StandardDocument = z.infer<ReturnType<typeof standardSchema>>;
