import { z } from 'zod';
import { alias, region, tags } from './aws-names.ts';
import { keyOrigins, keySpecs, keyUsages } from './key-kinds.ts';
import { principals } from './principal.ts';
import { oneOf, permission, whole } from './value.ts';

/** An empty list, or no tags, asks nothing: so a class may drop what the defaults ask. */
export const creation = z.strictObject({
  specs: z
    .array(oneOf(keySpecs, 'key spec'))
    .optional()
    .describe('The key specs a key may have. Empty: any.'),
  origins: z
    .array(oneOf(keyOrigins, 'origin of key material'))
    .optional()
    .describe('Where its key material may come from. Empty: from anywhere.'),
  usages: z
    .array(oneOf(keyUsages, 'key usage'))
    .optional()
    .describe('The key usages it may have. Empty: any.'),
  multiRegion: permission.optional().describe('Whether it may be a multi-Region key.'),
  regions: z.array(region).optional().describe('The Regions it may be in. Empty: any.'),
  requiredTags: tags.optional().describe('Tags it must have, each with one of its values; "*" is any value.'),
  requiredAliases: z
    .array(alias)
    .optional()
    .describe('Each must be matched by one of its aliases (* and ? allowed).'),
  createdBy: principals.optional().describe('Who may create it. Empty: anybody.'),
  settlingMinutes: whole('minutes', 0, 1440, 'what is not there after a day is missing')
    .optional()
    .describe('How long a new key may lack its tags and aliases.'),
  containment: z
    .enum(['alert', 'disable'])
    .optional()
    .describe('What is done about a new key that cannot be made right: tell people, or disable it, too.'),
});
