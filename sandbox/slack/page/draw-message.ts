import { listOf } from '../elements.ts';
import type { Payload, Post } from '../slack.ts';
import { slackApp } from '../workspace.ts';
import { drawBlock } from './draw-block.ts';
import { drawText, textOf } from './draw-text.ts';
import { type Html, html } from './html.ts';

/** A conversation's messages as one person sees them, each with its thread beneath. */
export function drawConversation(posts: readonly Post[], channel: string, person: string): Html {
  const seen = posts.filter(
    (post) => post.channel === channel && (post.onlyFor === undefined || post.onlyFor === person),
  );
  const first = seen.filter(({ threadTs }) => threadTs === undefined);
  if (first.length === 0)
    return html`<p class="empty">Nothing yet. What the guardian tells will appear here.</p>`;
  return html`${first.map((post) => {
    const replies = seen.filter(({ threadTs }) => threadTs === post.ts);
    return html`<article class="incident">${drawMessage(post)}${replies.length === 0 ? undefined : drawThread(replies)}</article>`;
  })}`;
}

function drawThread(replies: readonly Post[]): Html {
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  return html`<div class="thread"><div class="count">${count}</div>${replies.map(drawMessage)}</div>`;
}

function drawMessage({ ts, payload, edited, onlyFor }: Post): Html {
  const shown = new Date(Number(ts) * 1000).toISOString();
  const whisper = onlyFor === undefined ? undefined : html`<div class="whisper">Only visible to you</div>`;
  return html`<section class="message${onlyFor === undefined ? '' : ' private'}" data-ts="${ts}">${avatar}<div class="body">${whisper}<div class="from"><b>${slackApp.name}</b><span class="app">APP</span><time datetime="${shown}" title="${shown}">${shown.slice(11, 16)}</time></div>${drawContent(payload)}${edited ? html`<span class="edited">(edited)</span>` : undefined}</div></section>`;
}

/** The text is for notifications where there are blocks. */
function drawContent({ text, blocks, attachments, mrkdwn }: Payload): Html {
  const laidOut = listOf(blocks);
  const main =
    laidOut.length > 0
      ? html`${laidOut.map(drawBlock)}`
      : text === undefined
        ? undefined
        : html`<div>${drawText({ type: mrkdwn === false ? 'plain_text' : 'mrkdwn', text })}</div>`;
  return html`${main}${listOf(attachments).map(drawAttachment)}`;
}

/** An attachment's colour is a bar at its left; style attributes are barred by the page's policy, SVG's are not. */
function drawAttachment({ color, blocks, text }: Payload): Html {
  const fill = /^#?[0-9a-f]{6}$/i.test(textOf(color)) ? `#${textOf(color).replace('#', '')}` : '#dddddd';
  const content =
    listOf(blocks).length > 0 ? listOf(blocks).map(drawBlock) : [drawText({ type: 'mrkdwn', text })];
  return html`<div class="attachment"><svg width="4" height="100%"><rect width="4" height="100%" rx="2" fill="${fill}"/></svg><div>${content}</div></div>`;
}

/** A key in a shield. */
export const avatar = html`<svg class="avatar" viewBox="0 0 36 36" role="img" aria-label="KMS Guardian"><rect width="36" height="36" rx="8" fill="#1f2a44"/><path d="M18 6l9.5 3.4v7.4c0 6.2-4 10.6-9.5 13.2-5.5-2.6-9.5-7-9.5-13.2V9.4z" fill="#f4b63f"/><g fill="none" stroke="#1f2a44" stroke-width="2.2" stroke-linecap="round"><circle cx="18" cy="14.2" r="3.2"/><path d="M18 17.4v6.8M18 21h2.8M18 24.2h2.2"/></g></svg>`;
