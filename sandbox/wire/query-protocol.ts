import type { Answer, ServiceError } from './answer.ts';

/** What an answer says, as a tree: texts, objects, and lists whose entries become `member` elements. */
export type Xml = string | readonly Xml[] | { readonly [name: string]: Xml };

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function queryAnswer(action: string, result: Xml, namespace: string, requestId: string): Answer {
  const body = { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return xmlAnswer(
    200,
    `<${action}Response xmlns="${namespace}">${write(body)}</${action}Response>`,
    requestId,
  );
}

export function queryError(error: ServiceError, namespace: string, requestId: string): Answer {
  const Type = error.status < 500 ? 'Sender' : 'Receiver';
  const body = { Error: { Type, Code: error.code, Message: error.message }, RequestId: requestId };
  return xmlAnswer(
    error.status,
    `<ErrorResponse xmlns="${namespace}">${write(body)}</ErrorResponse>`,
    requestId,
  );
}

function xmlAnswer(status: number, body: string, requestId: string): Answer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function write(value: Xml): string {
  if (typeof value === 'string') return escapeXml(value);
  if (isList(value)) return value.map((entry) => `<member>${write(entry)}</member>`).join('');
  return Object.entries(value)
    .map(([name, inner]) => `<${name}>${write(inner)}</${name}>`)
    .join('');
}

function isList(value: Xml): value is readonly Xml[] {
  return Array.isArray(value);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
