import { z } from 'zod';
import { account, alias, region, tags } from './aws-names.ts';
import { says } from './complaint.ts';
import { someOf } from './value.ts';

/** Which keys a class is about. */
export const match = z
  .strictObject({
    tags: tags
      .refine((given) => Object.keys(given).length > 0, {
        error: () => says('names no tag', 'name a tag and its values, or remove the line'),
      })
      .optional()
      .describe('Tags that a key must all have, each with one of these values (* and ? allowed).'),
    aliases: someOf(alias, 'name an alias, or remove the line')
      .optional()
      .describe('Aliases, one of which a key must have (* and ? allowed).'),
    accounts: someOf(account, 'name an account, or remove the line')
      .optional()
      .describe('Accounts, one of which a key must be in.'),
    regions: someOf(region, 'name a Region, or remove the line')
      .optional()
      .describe('Regions, one of which a key must be in.'),
  })
  .refine((parts) => Object.keys(parts).length > 0, {
    error: () =>
      says('would match every key', 'say which tags, aliases, accounts or regions, or use defaults'),
  });
