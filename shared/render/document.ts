import type { Conditions } from '../policy/condition-json.ts';
import { RenderError } from './render-error.ts';

type Values = string | readonly string[];

/** One statement, as JSON. Service control policies name no principal. */
export type StatementJson = {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: Values };
  readonly Action: readonly string[];
  readonly Resource: Values;
  readonly Condition?: Conditions;
};

export type DocumentJson = {
  readonly Version: '2012-10-17';
  readonly Statement: readonly StatementJson[];
};

/** A document from the standard, and what whoever puts it into force has to know, a sentence or two each. */
export type Rendered = {
  readonly document: DocumentJson;
  /** The document as JSON: indented where AWS takes it so, otherwise without white space. */
  readonly text: string;
  readonly notes: readonly string[];
};

/** What a kind of document is called, and how large AWS lets it be. */
export type Limit = { readonly what: string; readonly most: number; readonly unit: 'bytes' | 'characters' };

/** @throws RenderError `TOO_LARGE` where AWS would not take the document even without white space. */
export function rendered(
  Statement: readonly StatementJson[],
  limit: Limit,
  notes: readonly string[],
): Rendered {
  const document: DocumentJson = { Version: '2012-10-17', Statement: Statement.map(inReadingOrder) };
  const [indented, bare] = [JSON.stringify(document, null, 2), JSON.stringify(document)];
  if (sizeOf(bare, limit) > limit.most) {
    throw new RenderError(
      'TOO_LARGE',
      `The ${limit.what} takes ${sizeOf(bare, limit)} ${limit.unit} without white space, and AWS takes ${limit.most}`,
      'name principals by fewer patterns, such as role/team-*, in the standard',
    );
  }
  const whole = sizeOf(indented, limit) <= limit.most;
  const squeezed = `It is printed without white space: indented it is larger than ${limit.most} ${limit.unit}.`;
  return { document, text: whole ? indented : bare, notes: whole ? notes : [...notes, squeezed] };
}

/** Who, what, on what, when. */
function inReadingOrder({
  Sid,
  Effect,
  Principal,
  Action,
  Resource,
  Condition,
}: StatementJson): StatementJson {
  return {
    Sid,
    Effect,
    ...(Principal === undefined ? {} : { Principal }),
    Action,
    Resource,
    ...(Condition === undefined ? {} : { Condition }),
  };
}

const sizeOf = (text: string, { unit }: Limit) => (unit === 'bytes' ? Buffer.byteLength(text) : text.length);

/** The statement with its condition, where there is one. */
export function under(statement: StatementJson, condition: Conditions): StatementJson {
  return Object.keys(condition).length === 0 ? statement : { ...statement, Condition: condition };
}
