import { standard } from 'kms-guardian:standard';
import { lifecycleDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { lifecycleWards } from '../shared/wards/of-lifecycle.ts';

/** ScheduleKeyDeletion, DisableKey, key stores and the like: may cancel a deletion, enable a key, connect a key store. */
export const handler = createHandler({
  standard,
  rules: lifecycleDuty,
  wards: lifecycleWards,
  environment: process.env,
});
