import type { Answer } from './answer.ts';

/** What an answer says, as a tree: values, objects, and lists. A member that is `undefined` is left out. */
export type Xml = string | number | boolean | readonly Xml[] | { readonly [name: string]: Xml | undefined };

/** The tree as XML text. `entry` is the name that the protocol gives to the elements of lists. */
export function writeXml(value: Xml, entry: 'member' | 'item'): string {
  if (isList(value)) return value.map((each) => `<${entry}>${writeXml(each, entry)}</${entry}>`).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, inner]) => (inner === undefined ? '' : `<${name}>${writeXml(inner, entry)}</${name}>`))
    .join('');
}

export function xmlAnswer(status: number, body: string, requestId: string): Answer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

export function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
