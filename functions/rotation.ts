import { standard } from 'kms-guardian:standard';
import { rotationDuty } from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { keysOnly } from '../shared/wards/keys-only.ts';

/** DisableKeyRotation, EnableKeyRotation: may switch rotation on, with its period. */
export const handler = createHandler({
  standard,
  rules: rotationDuty,
  wards: keysOnly,
  environment: process.env,
});
