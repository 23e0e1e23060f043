import { describePost, describeView } from './describe.ts';
import type { PlacedButton } from './elements.ts';
import type { OpenView, Payload, Post } from './slack.ts';
import { type Conversation, type Person, slackApp, type Workspace } from './workspace.ts';

/** What both kinds of payload say of where they come from. */
export type Origin = {
  readonly workspace: Workspace;
  readonly person: Person;
  readonly triggerId: string;
};

/**
 * What Slack sends when somebody presses a button beneath a message.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 */
export function blockActions(
  origin: Origin,
  pressed: {
    readonly post: Post;
    readonly conversation: Conversation;
    readonly placed: PlacedButton;
    readonly responseUrl: string;
    readonly at: number;
  },
): Payload {
  const { post, conversation, placed, responseUrl, at } = pressed;
  const { action_id, text, value, style } = placed.button;
  const thread = post.threadTs === undefined ? {} : { thread_ts: post.threadTs };
  return {
    type: 'block_actions',
    ...commonPart(origin),
    container: {
      type: 'message',
      message_ts: post.ts,
      channel_id: conversation.id,
      is_ephemeral: post.onlyFor !== undefined,
      ...thread,
    },
    channel: { id: conversation.id, name: conversation.name },
    message: describePost(post, origin.workspace),
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id,
        block_id: placed.blockId,
        text,
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
        action_ts: (at / 1000).toFixed(6),
      },
    ],
  };
}

/**
 * What Slack sends when somebody submits a modal.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export function viewSubmission(origin: Origin, view: OpenView, values: Payload): Payload {
  return {
    type: 'view_submission',
    ...commonPart(origin),
    view: describeView(view, origin.workspace, values),
    response_urls: [],
  };
}

function commonPart({ workspace, person, triggerId }: Origin): Payload {
  const { team } = workspace;
  const handle = person.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: handle, name: handle, team_id: team.id },
    api_app_id: slackApp.id,
    // Deprecated by Slack, which still sends it; signatures take its place.
    token: 'sandbox-verification-token',
    trigger_id: triggerId,
    enterprise: null,
    is_enterprise_install: false,
  };
}
