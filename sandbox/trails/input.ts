import { isRecord } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';

export type Json = Readonly<Record<string, unknown>>;

/** The text at `name`; absent where it is not given. */
export function text(input: Json, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw malformed(name, 'a string');
  return value;
}

export function flag(input: Json, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw malformed(name, 'a boolean');
  return value;
}

/** The texts in the list at `name`; absent where it is not given. */
export function texts(input: Json, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((each) => typeof each === 'string'))
    throw malformed(name, 'a list of strings');
  return value;
}

/** The structures in the list at `name`; absent where it is not given. */
export function structures(input: Json, name: string): readonly Json[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every(isRecord)) throw malformed(name, 'a list of structures');
  return value;
}

function malformed(name: string, what: string): ServiceError {
  return new ServiceError('SerializationException', `${name} must be ${what}`);
}
