import { z } from 'zod';
import { alerts } from './schema/alerts.ts';
import { exemption } from './schema/exemption.ts';
import { governance } from './schema/governance.ts';
import { match } from './schema/match.ts';
import { roles } from './schema/roles.ts';
import { text } from './schema/value.ts';

/** The standard as it is written, given the rules that exist. Unknown fields are refused everywhere. */
export function standardSchema(ruleIds: readonly string[]) {
  const settings = governance(ruleIds);
  return z.strictObject({
    version: z.literal(1).describe('The version of this format.'),
    roles: roles.describe('Who is what to a key.'),
    defaults: z
      .strictObject(settings)
      .optional()
      .describe('What holds for every key, unless its class says otherwise.'),
    classes: z
      .array(
        z.strictObject({
          name: text(
            /^(?!default$)[a-z0-9][a-z0-9-]*$/,
            'is no name for a class',
            'use small letters, digits and hyphens, and not "default", which is the class of all other keys',
          ).describe('How messages speak of the class.'),
          match: match.describe('Which keys the class is about: every part that is given must match.'),
          roles: roles
            .partial()
            .optional()
            .describe('Who is what to these keys; the roles left out are as above.'),
          ...settings,
        }),
      )
      .optional()
      .describe('What differs for some keys. A key belongs to the first class that matches it.'),
    exemptions: z
      .array(exemption(ruleIds))
      .optional()
      .describe('Break-glass: what is told and not put right, until it ends.'),
    alerts: alerts.optional().describe('Whom alerts are told, how, and who may act on them.'),
  });
}

/** A standard as written, before defaults are filled in. */
export type StandardDocument = z.infer<ReturnType<typeof standardSchema>>;
