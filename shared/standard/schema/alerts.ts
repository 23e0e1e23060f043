import { z } from 'zod';
import { account, tagKey } from './aws-names.ts';
import { responder } from './responder.ts';
import { route } from './route.ts';
import { text, whole } from './value.ts';

const week = 'what must last longer is written under exemptions, where it is reviewed';

/** Whom alerts are told, and how. */
export const alerts = z.strictObject({
  accounts: z
    .record(account, text(/^\S.{0,63}$/, 'is no name', 'give the account a name of at most 64 characters'))
    .optional()
    .describe('What people call each account, by its digits.'),
  teamTag: tagKey.optional().describe('The tag by which keys belong to teams.'),
  routes: z
    .array(route)
    .optional()
    .describe('Where alerts go: the first that matches holds. Where none does: to every channel set up.'),
  responders: z.array(responder).optional().describe('Who may press the buttons beneath an alert.'),
  mass: z
    .strictObject({
      count: whole('alerts', 2, 1_000, 'one alone is no mass')
        .optional()
        .describe('From how many alerts of one kind they are told as one.'),
      withinMinutes: whole('minutes', 1, 60, 'what is further apart is no single event')
        .optional()
        .describe('Within how many minutes they are.'),
    })
    .optional()
    .describe('When many alerts are told as one.'),
  incidentHours: whole('hours', 1, 720, 'a thread of more than a month is read by nobody')
    .optional()
    .describe('How long an incident stays open without news: what follows is told in its thread.'),
  exemptHours: whole('hours', 1, 168, week).optional().describe('For how long a press exempts.'),
  snoozeHours: whole('hours', 1, 168, 'what nobody is told for longer is forgotten')
    .optional()
    .describe('For how long a press snoozes.'),
});
