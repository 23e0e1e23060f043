import { createHash } from 'node:crypto';
import type { Answer } from '../../wire/answer.ts';
import type { Slack } from '../slack.ts';
import type { Conversation, Person } from '../workspace.ts';
import { drawConversation } from './draw-message.ts';
import { drawView } from './draw-view.ts';
import { Html, html } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** Who looks, and at which conversation: the first of each where the address names none. */
type Look = { readonly person: Person; readonly conversation: Conversation };

/** What changes as time goes on: HTML of the conversation, and of the modal that is open. */
export function drawnConversation(
  slack: Slack,
  query: URLSearchParams,
): { readonly main: string; readonly modal: string } {
  const { person, conversation } = lookOf(slack, query);
  const view = slack.views.find(({ user }) => user === person.id);
  return {
    main: drawConversation(slack.posts, conversation.id, person.id).text,
    modal: view === undefined ? '' : drawView(view).text,
  };
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing runs and nothing is loaded but the page's own script and style. */
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(style)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page that shows a conversation as Slack would; `?person=U...&channel=C...` say whose and which. */
export function slackPage(slack: Slack, query: URLSearchParams): Answer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
    body: drawPage(slack, query).text,
  };
}

function drawPage(slack: Slack, query: URLSearchParams): Html {
  const { workspace } = slack;
  const { person, conversation } = lookOf(slack, query);
  const { main, modal } = drawnConversation(slack, query);
  const link = ({ id, name }: Conversation) => {
    const address = `?${new URLSearchParams({ person: person.id, channel: id })}`;
    const current = id === conversation.id ? html` aria-current="page"` : undefined;
    return html`<a href="${address}"${current}># ${name}</a>`;
  };
  const choice = ({ id, name }: Person) =>
    html`<option value="${id}"${id === person.id ? html` selected` : undefined}>${name} (${id})</option>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>#${conversation.name} | KMS Guardian’s sandbox</title>
<style>${new Html(style)}</style>
</head>
<body data-person="${person.id}" data-channel="${conversation.id}">
<nav><h1>Sandbox</h1><h2>Channels</h2>${workspace.conversations.map(link)}<p>What the guardian’s alerts look like in Slack. Nothing here leaves this machine.</p></nav>
<header><b># ${conversation.name}</b><span class="gone">The sandbox is gone.</span><label>You are <select id="person">${workspace.people.map(choice)}</select></label></header>
<main>${new Html(main)}</main>
<div id="modal">${new Html(modal)}</div>
<dialog id="ask" class="modal"><header><h2></h2></header><div class="content"></div><footer><button type="button" class="button"></button><button type="button" class="button"></button></footer></dialog>
<div id="toast" role="status"></div>
<script>${new Html(script)}</script>
</body>
</html>
`;
}

function lookOf({ workspace }: Slack, query: URLSearchParams): Look {
  const { people, conversations } = workspace;
  const person = people.find(({ id }) => id === query.get('person')) ?? people[0];
  const conversation = conversations.find(({ id }) => id === query.get('channel')) ?? conversations[0];
  if (!person || !conversation) throw new Error('A workspace has a conversation and a person.');
  return { person, conversation };
}
