/** HTML that is safe to show: made of the page's own templates and escaped text, of nothing else. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Insert = Html | string | number | undefined | readonly Html[];

/**
 * A template of HTML. What is inserted is escaped, for text and for quoted attributes, unless it is HTML itself.
 *
 * @example html`<b title="${name}">${name}</b>`
 */
export function html(template: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  const parts = template.map((part, index) => part + insertText(inserts[index]));
  return new Html(parts.join(''));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function insertText(insert: Insert): string {
  if (insert === undefined) return '';
  if (insert instanceof Html) return insert.text;
  if (typeof insert === 'object') return insert.map(({ text }) => text).join('');
  return String(insert).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
}
