import { z } from 'zod';
import { principal, principals } from './principal.ts';
import { someOf } from './value.ts';

export const roles = z.strictObject({
  administrators: someOf(principal, 'name who manages the keys, for example role/KeyAdministrator').describe(
    "Manage a key's life, and never use it.",
  ),
  owners: principals.optional().describe('May change the key policy, and nothing else.'),
  users: principals.optional().describe('Encrypt and decrypt, and manage nothing.'),
  guardian: someOf(principal, "name the guardian's own roles, or remove the line")
    .optional()
    .describe("The guardian's own functions. Otherwise role/kms-guardian/*."),
  pipelines: principals
    .optional()
    .describe('Sanctioned deployers: their compliant changes become the baseline.'),
});
