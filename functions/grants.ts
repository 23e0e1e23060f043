import { standard } from 'kms-guardian:standard';
import { grantsDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { grantsWards } from '../shared/wards/of-grants.ts';

/** CreateGrant, RevokeGrant, RetireGrant: may revoke a grant. */
export const handler = createHandler({
  standard,
  rules: grantsDuty,
  wards: grantsWards,
  environment: process.env,
});
