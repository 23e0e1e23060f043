import { standard } from 'kms-guardian:standard';
import { policyDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { keysOnly } from '../shared/wards/keys-only.ts';

/** PutKeyPolicy, CreateKey, ReplicateKey: may put a key policy back, and disable a new key. */
export const handler = createHandler({
  standard,
  rules: policyDuty,
  wards: keysOnly,
  environment: process.env,
});
