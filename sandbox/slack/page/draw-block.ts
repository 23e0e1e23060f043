import { isRecord } from '../../../shared/events/json.ts';
import { blockIdOf, listOf } from '../elements.ts';
import type { Payload } from '../slack.ts';
import { drawButton, drawInput } from './draw-element.ts';
import { drawText, textOf } from './draw-text.ts';
import { type Html, html } from './html.ts';

/**
 * Draws a block as Slack shows it. Pictures are not fetched: their alternative text stands for them.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export function drawBlock(block: Payload, index: number): Html {
  switch (block.type) {
    case 'header':
      return html`<h3>${drawText(block.text)}</h3>`;
    case 'section':
      return drawSection(block);
    case 'divider':
      return html`<hr>`;
    case 'context':
      return html`<div class="context">${listOf(block.elements).map(drawContextElement)}</div>`;
    case 'actions':
      return html`<div class="actions">${listOf(block.elements).map(drawButton)}</div>`;
    case 'image':
      return html`<div class="picture">${textOf(block.alt_text)}</div>`;
    case 'input':
      return drawInput(block, blockIdOf(block, index));
    default:
      return html`<div class="picture">A block of type ${textOf(block.type)}, which this page does not draw.</div>`;
  }
}

function drawSection({ text, fields, accessory }: Payload): Html {
  const cells = listOf(fields).map((field) => html`<div>${drawText(field)}</div>`);
  return html`<div class="section"><div>${text === undefined ? undefined : html`<div>${drawText(text)}</div>`}${
    cells.length === 0 ? undefined : html`<div class="fields">${cells}</div>`
  }</div>${isRecord(accessory) ? drawButton(accessory) : undefined}</div>`;
}

function drawContextElement(element: Payload): Html {
  return element.type === 'image'
    ? html`<span class="picture">${textOf(element.alt_text)}</span>`
    : html`<span>${drawText(element)}</span>`;
}
