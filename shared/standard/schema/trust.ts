import { z } from 'zod';
import { account, organization } from './aws-names.ts';

export const trust = z.strictObject({
  accounts: z.array(account).optional().describe("Accounts that may be let in, beside the key's own."),
  organizations: z.array(organization).optional().describe('Organizations that may be let in, by ID.'),
});
