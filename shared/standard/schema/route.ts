import { z } from 'zod';
import { type Severity, severities } from '../../rules/rule.ts';
import { closest } from '../closest.ts';
import type { ChannelName } from '../standard.ts';
import { account } from './aws-names.ts';
import { quote, says } from './complaint.ts';
import { someOf } from './value.ts';

/** Every kind of channel. Only Slack has several places to go to. */
const channels = [
  'slack',
  'sns',
  'eventbridge',
  'security-hub',
  'amazon-q',
  'ocsf',
] as const satisfies readonly ChannelName[];

/** @see https://docs.slack.dev/reference/objects/conversation-object */
const conversation = z.templateLiteral(['slack:', z.string().regex(/^[CGD][A-Z0-9]{2,}$/)]);

const channel = z
  .union([z.enum(channels), conversation], { error: ({ input }) => channelFault(input) })
  .meta({ description: 'A kind of channel, or slack:ID for one conversation in Slack.' });

function channelFault(input: unknown): string {
  const given = String(input);
  if (given.startsWith('slack:')) {
    return says(
      `names no conversation in Slack: ${quote(input)}`,
      'write its ID, which its details in Slack end with, for example slack:C0123ABCD',
    );
  }
  const guess = typeof input === 'string' ? closest(input, channels) : undefined;
  return says(
    `is no channel: ${quote(input)}`,
    guess === undefined ? `choose from ${channels.join(', ')} or slack:C0123ABCD` : `did you mean ${guess}?`,
  );
}

/** Where alerts of some kind go; a part that is left out matches everything. */
export const route = z.strictObject({
  severities: someOf(z.enum(severities satisfies readonly Severity[]), 'name a severity, or remove the line')
    .optional()
    .describe('How bad it is. Left out: however bad.'),
  classes: someOf(z.string(), 'name a class, or remove the line')
    .optional()
    .describe('The classes that it is about; default is the class of all other keys. Left out: any.'),
  accounts: someOf(account, 'name an account, or remove the line')
    .optional()
    .describe('The accounts that it is in. Left out: any.'),
  teams: someOf(z.string(), 'name a team, or remove the line')
    .optional()
    .describe('Values of the team tag (* and ? allowed); what has no team is in none. Left out: any.'),
  to: z
    .array(channel)
    .describe('The channels; slack:ID is one conversation in Slack. Empty: told in the digest alone.'),
});
