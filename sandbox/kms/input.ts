import { isRecord } from '../../shared/events/json.ts';
import { lowerFirst } from '../wire/json-protocol.ts';
import { invalid, KmsError } from './errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The text at `name`; absent where it is not given. */
export function text(input: Json, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw malformedInput(name, 'a string');
  return value;
}

export function requiredText(input: Json, name: string): string {
  const value = text(input, name);
  if (value === undefined)
    throw invalid(
      `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
    );
  return value;
}

/** One of the values that the API names; absent where it is not given. */
export function oneOf(input: Json, name: string, values: readonly string[]): string | undefined {
  const value = text(input, name);
  if (value === undefined || values.includes(value)) return value;
  throw invalid(
    `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}

/** A whole number within the limits KMS sets, absent where it is not given. */
export function whole(input: Json, name: string, least: number, most: number): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw malformedInput(name, 'an integer');
  if (value >= least && value <= most) return value;
  const bound =
    value < least
      ? `Member must have value greater than or equal to ${least}`
      : `Member must have value less than or equal to ${most}`;
  throw invalid(
    `1 validation error detected: Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: ${bound}`,
  );
}

export function records(input: Json, name: string): readonly Json[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isRecord)) throw malformedInput(name, 'a list');
  return value;
}

export function texts(input: Json, name: string): readonly string[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw malformedInput(name, 'a list of strings');
  return value;
}

const malformedInput = (name: string, what: string) =>
  new KmsError('SerializationException', `${name} must be ${what}`);
