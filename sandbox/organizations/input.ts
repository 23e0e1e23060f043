import { isRecord } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';
import { lowerFirst } from '../wire/json-protocol.ts';
import { invalid } from './errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The IDs of the API's parameters. @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html */
export const patterns = {
  account: /^\d{12}$/,
  child: /^(\d{12}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  parent: /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
  policy: /^p-[0-9a-zA-Z_]{8,128}$/,
  root: /^r-[0-9a-z]{4,32}$/,
} as const;

/** The text at `name`, of a length the API allows; absent where it is not given. */
export function text(input: Json, name: string, most: number): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new ServiceError('SerializationException', `${name} must be a string`);
  if (value.length > most)
    throw invalid('MAX_LENGTH_EXCEEDED', `You provided a ${lowerFirst(name)} that is longer than ${most}.`);
  return value;
}

export function requiredText(input: Json, name: string, most: number): string {
  const value = text(input, name, most);
  if (value === undefined) throw invalid('INPUT_REQUIRED', `You must provide a value for ${name}.`);
  return value;
}

/** A name that is required and not empty. */
export function nameIn(input: Json, name: string, most: number): string {
  const value = requiredText(input, name, most);
  if (value === '')
    throw invalid('MIN_LENGTH_EXCEEDED', `You must provide a ${name} of 1 to ${most} characters.`);
  return value;
}

/** An ID in the form of its kind, whether anything has it or not. */
export function idIn(input: Json, name: string, kind: keyof typeof patterns): string {
  const value = requiredText(input, name, 1000);
  if (patterns[kind].test(value)) return value;
  throw invalid('INVALID_PATTERN', 'You provided a value that does not match the required pattern.');
}

/** The ID of what a policy is attached to: the root, an OU or an account. */
export function targetIn(input: Json): string {
  const value = requiredText(input, 'TargetId', 1000);
  if (patterns.parent.test(value) || patterns.account.test(value)) return value;
  throw invalid('INVALID_PATTERN_TARGET_ID', 'You specified a policy target ID that has an invalid pattern.');
}

/** Tags are taken and not kept: nothing here reads them. */
export function checkTags(input: Json): void {
  const { Tags: tags } = input;
  if (tags !== undefined && !(Array.isArray(tags) && tags.every(isRecord)))
    throw new ServiceError('SerializationException', 'Tags must be a list');
}
