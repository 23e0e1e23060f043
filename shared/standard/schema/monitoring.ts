import { z } from 'zod';
import { whole } from './value.ts';

export const monitoring = z.strictObject({
  trails: z
    .enum(['required', 'optional'])
    .optional()
    .describe('Whether every KMS call must be logged by a trail that nobody has stopped.'),
  deniedAttempts: z
    .strictObject({
      count: whole('attempts', 0, 100, '0 asks nothing').describe(
        'How many refused calls are a finding. 0: not asked.',
      ),
      withinMinutes: whole('minutes', 1, 1440, 'a day is long enough').describe(
        'Within how many minutes they are.',
      ),
    })
    .optional()
    .describe('So many refused calls by one principal within so many minutes are a finding.'),
});
