import { z } from 'zod';
import { whole } from './value.ts';

/** When the guardian stops: it must neither fight for long, nor carry a mistake in the standard through an account. */
export const breaker = z.strictObject({
  perThing: whole('remediations', 1, 1_000, 'the guardian must be able to act at all')
    .optional()
    .describe('How often one key, or other thing, is put right within that time.'),
  perAccount: whole('remediations', 1, 1_000, 'the guardian must be able to act at all')
    .optional()
    .describe('How often all of an account and Region are; cancelling deletions is not held back by it.'),
  withinMinutes: whole('minutes', 1, 1_440, 'a day is the longest time that is looked back')
    .optional()
    .describe('The time in which they are counted.'),
});
