import type { Standard } from '../../shared/standard/standard.ts';

/** The app by which the guardian speaks in the sandbox's Slack, with its secrets: they open nothing else. */
export const slackApp = {
  id: 'A0GUARDIAN',
  name: 'KMS Guardian',
  bot: 'B0GUARDIAN',
  botUser: 'U0GUARDIAN',
  botToken: 'xoxb-sandbox',
  signingSecret: 'sandbox-signing-secret',
} as const;

/** The conversation that alerts go to where the standard names no other. */
export const alertsChannel = 'C0ALERTS';

export type Conversation = { readonly id: string; readonly name: string };

/** Somebody who can press buttons in the sandbox. */
export type Person = { readonly id: string; readonly name: string };

export type Workspace = {
  readonly team: { readonly id: string; readonly domain: string };
  readonly conversations: readonly Conversation[];
  readonly people: readonly Person[];
};

/** The workspace that a standard's alerts need: a conversation for each route, its responders, and one who is none. */
export function workspaceOf({ alerts }: Pick<Standard, 'alerts'>): Workspace {
  const routed = alerts.routes
    .flatMap(({ to }) => to)
    .flatMap((name) => (name.startsWith('slack:') ? name.slice('slack:'.length) : []));
  const others = [...new Set(routed)].filter((id) => id !== alertsChannel);
  return {
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    conversations: [
      { id: alertsChannel, name: 'kms-alerts' },
      ...others.map((id) => ({ id, name: id.toLowerCase() })),
    ],
    people: [
      ...alerts.responders.map(({ slack, name }) => ({ id: slack, name })),
      { id: 'U0NOBODY', name: 'Nobody in particular' },
    ],
  };
}
