import type { OpenView, Payload, Post } from './slack.ts';
import { slackApp, type Workspace } from './workspace.ts';

/** A message as the Web API and interaction payloads show it. */
export function describePost({ ts, threadTs, payload, edited }: Post, { team }: Workspace): Payload {
  return {
    type: 'message',
    text: '',
    ...payload,
    user: slackApp.botUser,
    bot_id: slackApp.bot,
    app_id: slackApp.id,
    team: team.id,
    ts,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(edited ? { edited: { user: slackApp.bot, ts } } : {}),
  };
}

/** A view as the Web API and interaction payloads show it, with what was put into its inputs. */
export function describeView({ id, view }: OpenView, { team }: Workspace, values: Payload): Payload {
  return {
    callback_id: '',
    private_metadata: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    previous_view_id: null,
    ...view,
    id,
    team_id: team.id,
    state: { values },
    hash: `${id}.1`,
    root_view_id: id,
    app_id: slackApp.id,
    app_installed_team_id: team.id,
    bot_id: slackApp.bot,
  };
}
