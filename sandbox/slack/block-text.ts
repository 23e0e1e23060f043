import { isRecord } from '../../shared/events/json.ts';

/** A part of a message or a view, as an app sent it. */
export type Block = Readonly<Record<string, unknown>>;

/** What only one of the two kinds of text may say. */
const settings = { plain_text: ['emoji'], mrkdwn: ['verbatim'] } as const;

export type TextKind = keyof typeof settings;

/**
 * What is wrong with a text object, or undefined. The least length is 1.
 *
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function textProblem(
  value: unknown,
  limit: number,
  kinds: readonly TextKind[] = ['plain_text', 'mrkdwn'],
): string | undefined {
  const kind = isRecord(value) ? kinds.find((each) => each === value.type) : undefined;
  if (!isRecord(value) || kind === undefined) return `a text must be of type ${kinds.join(' or ')}`;
  if (typeof value.text !== 'string' || value.text === '') return 'a text is empty';
  if (value.text.length > limit) return `a text has ${value.text.length} characters; ${limit} are allowed`;
  const wrong = settings[kind].find((name) => !['boolean', 'undefined'].includes(typeof value[name]));
  return wrong === undefined
    ? strangerProblem(value, ['type', 'text', ...settings[kind]])
    : `${wrong} is true or false`;
}

/** Slack refuses a block for a member that it does not know, in its words "invalid additional property". */
export function strangerProblem(block: Block, known: readonly string[]): string | undefined {
  const stranger = Object.keys(block).find((name) => !known.includes(name));
  return stranger === undefined ? undefined : `invalid additional property: ${stranger}`;
}

/** What is wrong with a list of objects, or undefined. */
export function listProblem(
  name: string,
  list: unknown,
  limit: number,
  check: (entry: Block) => string | undefined,
): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return `${name} must be a list with an entry`;
  if (list.length > limit) return `${name} has ${list.length} entries; ${limit} are allowed`;
  for (const entry of list) {
    const problem = isRecord(entry) ? check(entry) : `an entry of ${name} is no object`;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A string of at most so many characters, where it is there. */
export function stringProblem(block: Block, name: string, limit: number): string | undefined {
  const value = block[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') return `${name} must be a text`;
  return value.length > limit ? `${name} is over ${limit} characters` : undefined;
}

/** IDs by which an app tells one thing from another: no two of a list may be the same. */
export function repeatedProblem(list: unknown, name: string): string | undefined {
  const ids = Array.isArray(list)
    ? list.flatMap((each) => (isRecord(each) && typeof each[name] === 'string' ? [each[name]] : []))
    : [];
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  return repeated === undefined ? undefined : `${name} "${repeated}" is there twice`;
}
