import { literally } from './glob.ts';

/** What a request carries for a key, whatever the key's case; an empty list counts as absent. */
export type Lookup = (key: string) => readonly string[] | undefined;

const VARIABLE = /\$\{([^{}]*)\}/g;
/** What stands in braces for itself. */
const CHARACTER = /^[*?$]$/;

/** Whether a policy value holds a variable: something that only a request can fill in. `${*}` is no variable. */
export function hasVariable(value: string): boolean {
  return [...value.matchAll(VARIABLE)].some(([, inside]) => !CHARACTER.test(String(inside).trim()));
}

/**
 * Fills in a policy value's variables. Undefined where a variable has no value in this request, no default, or more
 * than one value: then nothing matches. What is filled in stands for itself, wildcard characters included.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substitute(value: string, lookup: Lookup, wildcards: boolean): string | undefined {
  let missing = false;
  const filled = value.replace(VARIABLE, (_whole, inside: string) => {
    const text = fill(inside, lookup);
    missing ||= text === undefined;
    return wildcards ? literally(String(text)) : String(text);
  });
  return missing ? undefined : filled;
}

function fill(inside: string, lookup: Lookup): string | undefined {
  const trimmed = inside.trim();
  if (CHARACTER.test(trimmed)) {
    return trimmed;
  }
  const { name = trimmed, fallback } =
    /^(?<name>[^,]*?)\s*,\s*'(?<fallback>.*)'$/.exec(trimmed)?.groups ?? {};
  const values = lookup(name);
  return values === undefined ? fallback : values.length === 1 ? values[0] : undefined;
}
