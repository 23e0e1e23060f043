import { standard } from 'kms-guardian:standard';
import { lifecycleDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { lifecycleWards } from '../shared/wards/of-lifecycle.ts';

/** ScheduleKeyDeletion, DisableKey and the like: may cancel a deletion and enable a key. */
export const handler = createHandler({
  standard,
  rules: lifecycleDuty,
  wards: lifecycleWards,
  environment: process.env,
});
