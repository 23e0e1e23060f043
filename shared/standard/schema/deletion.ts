import { z } from 'zod';
import { principals } from './principal.ts';
import { whole } from './value.ts';

export const deletion = z.strictObject({
  allowedTo: principals.optional().describe('Who may schedule a deletion. Otherwise the administrators.'),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
  minimumWindowInDays: whole('days', 7, 30, 'KMS has no other waiting periods')
    .optional()
    .describe('How long a key must wait at least, once it is scheduled for deletion.'),
  protected: z.boolean().optional().describe('Whether nobody at all may delete the key.'),
  unusedForDays: whole('days', 0, 3650, '0 asks nothing, and ten years are long enough')
    .optional()
    .describe('How long a key must have lain unused before it is scheduled for deletion. 0: not asked.'),
});

export const importedMaterial = z.strictObject({
  expires: z
    .enum(['any', 'always', 'never'])
    .optional()
    .describe('Whether imported key material must have an end, or must not.'),
  warnDaysBefore: whole('days', 0, 365, 'a year is early enough')
    .optional()
    .describe('From how many days before its end people are told.'),
});

export const keyStores = z.strictObject({
  connected: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether custom key stores must stay connected.'),
});
