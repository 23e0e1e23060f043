import { standard } from 'kms-guardian:standard';
import { perimeterDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { perimeterWards } from '../shared/wards/of-perimeter.ts';

/** Trails, VPC endpoints, service control policies: may start a trail and put an endpoint policy back. */
export const handler = createHandler({
  standard,
  rules: perimeterDuty,
  wards: perimeterWards,
  environment: process.env,
});
