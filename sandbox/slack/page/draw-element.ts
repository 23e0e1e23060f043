import { isRecord } from '../../../shared/events/json.ts';
import { listOf } from '../elements.ts';
import type { Payload } from '../slack.ts';
import { drawText, textOf } from './draw-text.ts';
import { type Html, html } from './html.ts';

/** A button, with what the page needs to press it, and to ask before where it has a confirmation dialog. */
export function drawButton(button: Payload): Html {
  const { type, text, style, url, action_id, value, confirm } = button;
  if (type !== 'button') return html`<span class="picture">${textOf(type)}</span>`;
  const kind = style === 'primary' || style === 'danger' ? ` ${style}` : '';
  const address = textOf(url);
  if (/^https?:\/\//i.test(address))
    return html`<a class="button${kind}" href="${address}" target="_blank" rel="noopener noreferrer">${drawText(text)}</a>`;
  const asks = isRecord(confirm) ? html` data-confirm="${JSON.stringify(confirmParts(confirm))}"` : undefined;
  return html`<button type="button" class="button${kind}" data-action="${textOf(action_id)}" data-value="${textOf(value)}"${asks}>${drawText(text)}</button>`;
}

/** The dialog's parts: texts, and `text` as HTML. */
function confirmParts({ title, text, confirm, deny, style }: Payload): Payload {
  const plain = (part: unknown) => (isRecord(part) ? textOf(part.text) : '');
  return {
    title: plain(title),
    text: drawText(text).text,
    confirm: plain(confirm) || 'Yes',
    deny: plain(deny) || 'Cancel',
    danger: style === 'danger',
  };
}

/** An input of a view. */
export function drawInput({ label, hint, element, optional }: Payload, blockId: string): Html {
  if (!isRecord(element)) return html``;
  const note = optional === true ? html` <span class="optional">(optional)</span>` : undefined;
  return html`<div class="input" data-block="${blockId}"><label><b>${drawText(label)}</b>${note}${control(element, blockId, optional !== true)}</label>${
    hint === undefined ? undefined : html`<div class="hint">${drawText(hint)}</div>`
  }<div class="error" role="alert"></div></div>`;
}

function control(element: Payload, blockId: string, needed: boolean): Html {
  const { type, action_id, placeholder, initial_value, initial_option, initial_date, multiline } = element;
  const required = needed ? html` required` : undefined;
  const name = html`data-input="${textOf(action_id)}" name="${blockId}"${required}${lengths(element)}`;
  const hint = isRecord(placeholder) ? textOf(placeholder.text) : '';
  const initial = textOf(initial_value) || textOf(initial_date);
  const chosen = isRecord(initial_option) ? initial_option.value : undefined;
  switch (type) {
    case 'static_select':
      return html`<select ${name}>${chosen === undefined ? html`<option value="">${hint || 'Choose one'}</option>` : undefined}${listOf(
        element.options,
      ).map(
        (option) =>
          html`<option value="${textOf(option.value)}"${option.value === chosen ? html` selected` : undefined}>${drawText(option.text)}</option>`,
      )}</select>`;
    case 'radio_buttons':
      return html`${listOf(element.options).map(
        (option) =>
          html`<span class="radio"><input type="radio" ${name} value="${textOf(option.value)}"${option.value === chosen ? html` checked` : undefined}> ${drawText(option.text)}</span>`,
      )}`;
    default:
      return multiline === true
        ? html`<textarea ${name} rows="4" placeholder="${hint}">${initial}</textarea>`
        : html`<input ${name} type="${inputType(type)}" placeholder="${hint}" value="${initial}">`;
  }
}

function lengths({ min_length, max_length }: Payload): Html {
  const least = typeof min_length === 'number' ? html` minlength="${min_length}"` : undefined;
  return html`${least}${typeof max_length === 'number' ? html` maxlength="${max_length}"` : undefined}`;
}

function inputType(type: unknown): string {
  return type === 'number_input' ? 'number' : type === 'datepicker' ? 'date' : 'text';
}
