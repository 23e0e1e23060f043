import type { QueryParameters } from '../wire/query-parameters.ts';
import { entriesAt } from '../wire/query-parameters.ts';
import { invalidValue, missing, refused } from './errors.ts';

/** The parameter, which must be there and not be empty. */
export function required(parameters: QueryParameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

/** The texts of a list: `Name.1`, `Name.2`. */
export function listed(parameters: QueryParameters, name: string): readonly string[] {
  return entriesAt(parameters, name).map((entry) => entry.get('') ?? '');
}

export function flag(parameters: QueryParameters, name: string): boolean | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw invalidValue(`Invalid value '${value}' for ${name}. Must be true or false.`);
}

export function whole(parameters: QueryParameters, name: string): number | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw invalidValue(`Invalid value '${value}' for ${name}. Must be an integer.`);
}

const malformedCodes = {
  pl: 'InvalidPrefixListId.Malformed',
  sg: 'InvalidGroupId.Malformed',
  sgr: 'InvalidSecurityGroupRuleId.Malformed',
  subnet: 'InvalidSubnetID.Malformed',
  vpc: 'InvalidVpcID.Malformed',
  vpce: 'InvalidVpcEndpointId.Malformed',
} as const;

/** The ID, where it has the form of its kind: `vpce-` and hexadecimal digits. */
export function wellFormed(kind: keyof typeof malformedCodes, id: string): string {
  if (new RegExp(`^${kind}-[0-9a-f]{8,17}$`).test(id)) return id;
  throw refused(malformedCodes[kind], `Invalid id: "${id}" (expecting "${kind}-...")`);
}

/** Refuses what the sandbox does not read: a setting dropped in silence would be a wrong answer. */
export function onlyKnown(parameters: QueryParameters, known: readonly string[]): void {
  const names = new Set(['Action', 'Version', 'DryRun', ...known]);
  const unknown = [...parameters.keys()].find((name) => !names.has(name.split('.')[0] ?? ''));
  if (unknown !== undefined)
    throw refused('UnknownParameter', `The sandbox's EC2 does not know the parameter ${unknown}`);
}
