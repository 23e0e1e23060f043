import { standard } from 'kms-guardian:standard';
import { grantsDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { keysOnly } from '../shared/wards/keys-only.ts';

/** CreateGrant, RevokeGrant, RetireGrant: may revoke a grant. */
export const handler = createHandler({
  standard,
  rules: grantsDuty,
  wards: keysOnly,
  environment: process.env,
});
