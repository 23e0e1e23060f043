import { standard } from 'kms-guardian:standard';
import { labelsDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { labelsWards } from '../shared/wards/of-labels.ts';

/** Aliases and tags: may point an alias back and set tags again. */
export const handler = createHandler({
  standard,
  rules: labelsDuty,
  wards: labelsWards,
  environment: process.env,
});
