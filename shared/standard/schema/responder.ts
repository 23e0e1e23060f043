import { z } from 'zod';
import type { Press } from '../standard.ts';
import { principals } from './principal.ts';
import { oneOf, someOf, text } from './value.ts';

const presses = ['revert', 'accept', 'exempt', 'snooze', 'close-breaker'] as const satisfies readonly Press[];

/** `W` is what some members of an organization on Enterprise Grid have. @see https://api.slack.com/types/user */
const member = text(
  /^[UW][A-Z0-9]{2,}$/,
  'is no member ID of Slack',
  'write the one that "Copy member ID" in their profile gives, for example U0123ABCD',
);

/** Somebody who may press buttons beneath alerts. */
export const responder = z.strictObject({
  slack: member.describe('Their member ID in Slack, which nobody but Slack can change.'),
  name: text(/\S/, 'says nothing', 'write how people call them').describe('How messages speak of them.'),
  principals: principals.describe(
    'Who they are in AWS: nobody decides on a change of their own. Empty: nobody there.',
  ),
  may: someOf(oneOf(presses, 'button'), 'name what they may press, or remove them').describe(
    'The buttons they may press.',
  ),
});
