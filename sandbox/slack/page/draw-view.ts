import { listOf } from '../elements.ts';
import type { OpenView } from '../slack.ts';
import { drawBlock } from './draw-block.ts';
import { drawText } from './draw-text.ts';
import { type Html, html } from './html.ts';

/** A modal, over everything else. */
export function drawView({ id, view }: OpenView): Html {
  const submit =
    view.submit === undefined
      ? undefined
      : html`<button class="button primary" type="submit">${drawText(view.submit)}</button>`;
  const close = view.close === undefined ? html`Cancel` : drawText(view.close);
  return html`<div class="overlay"><form class="modal" role="dialog" aria-modal="true" aria-labelledby="modal-title" data-view="${id}"><header><h2 id="modal-title">${drawText(view.title)}</h2><button type="button" class="close" data-close aria-label="Close">×</button></header><div class="content">${listOf(view.blocks).map(drawBlock)}</div><footer><button type="button" class="button" data-close>${close}</button>${submit}</footer></form></div>`;
}
