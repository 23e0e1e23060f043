import { standard } from 'kms-guardian:standard';
import { policyDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';

/** PutKeyPolicy, CreateKey, ReplicateKey: may put a key policy back. */
export const handler = createHandler({ standard, rules: policyDuty, environment: process.env });
