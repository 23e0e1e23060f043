import { conditionKey, type KeyType } from '../condition-keys.ts';
import type { Condition, Context, Policy } from '../policy.ts';
import { principalKeys } from '../principal-keys.ts';
import { substitute } from '../variables.ts';
import type { CallerClass } from './caller-class.ts';
import type { Cell } from './cells.ts';
import { isOfCaller } from './clause.ts';
import { allOf, type Dimension, type Dimensions } from './dimensions.ts';
import type { Extent } from './literal.ts';
import type { Region } from './search.ts';

/** One request of a region, as context, and what it takes for granted. */
export type Example = { readonly context: Context; readonly doubts: readonly string[] };

/** Leaves out each key that may be absent, and takes for the others the value that is the surest. */
export function exampleOf(region: Region, dimensions: Dimensions, { context: own }: CallerClass): Example {
  const context: Record<string, string | readonly string[]> = { ...own };
  const doubts = new Set<string>();
  region.forEach((extent, at) => {
    const dimension = dimensions.all[at] as Dimension;
    for (const { doubt } of doubtful(dimension, extent)) {
      doubts.add(doubt as string);
    }
    if (dimension.key === undefined || extent.absent || extent.present === undefined) {
      return;
    }
    const cells = chosen(dimension.cells, extent.present);
    const values = cells.map(({ value }) => value ?? 'x');
    context[dimension.key] = dimension.multivalued && values.length > 1 ? values : (values[0] as string);
  });
  return { context, doubts: [...doubts] };
}

/** The doubts a region rests on: of an open question that is answered, of values that are needed. */
function doubtful(dimension: Dimension, extent: Extent): readonly Cell[] {
  if (extent.present === undefined || extent.absent) {
    return [];
  }
  const { within } = extent.present;
  const answered = dimension.key !== undefined || within !== allOf(dimension.cells);
  return answered ? chosen(dimension.cells, extent.present).filter(({ doubt }) => doubt !== undefined) : [];
}

/** One cell for a single-valued key; for others as many as it takes to hit all that must be hit. */
export function chosen(
  cells: readonly Cell[],
  { within, hits }: NonNullable<Extent['present']>,
): readonly Cell[] {
  // Cells in doubt come last.
  const from = (set: bigint) => cells.find((_cell, at) => ((set >> BigInt(at)) & 1n) === 1n);
  const found = new Set<Cell>();
  for (const hit of hits.length === 0 ? [within] : hits) {
    const cell = from(hit & within);
    if (cell !== undefined) found.add(cell);
  }
  return [...found];
}

/**
 * Fills in what conditions with variables ask for, as far as it is plain to see: a variable that the request does not
 * carry yet takes the value it is compared with, or any.
 */
export function withVariables(
  context: Context,
  { caller }: CallerClass,
  conditions: readonly Condition[],
  version: Policy['version'],
): Context {
  const filled: Record<string, string | readonly string[]> = { ...context };
  const lookup = (key: string) => {
    const name = key.toLowerCase();
    const found = [...Object.entries(filled), ...Object.entries(principalKeys(caller))].find(
      ([each]) => each.toLowerCase() === name,
    );
    return found === undefined ? undefined : [found[1]].flat();
  };
  for (const { key, values, operator } of version === '2012-10-17' ? conditions : []) {
    const value = values.find((each) => each.includes('${'));
    if (value === undefined || !/^(String|Arn)/.test(operator)) continue;
    const whole = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    for (const [, name = ''] of value.matchAll(/\$\{([\w:/.+=@-]+)\}/g)) {
      const compared = whole === name ? lookup(key)?.[0] : undefined;
      if (lookup(name) === undefined && !isOfCaller({ key: name })) filled[name] = valueFor(name, compared);
    }
    const text = substitute(value, lookup, false);
    // What follows from the caller stays as it is.
    if (text !== undefined && (key in filled || lookup(key) === undefined)) filled[key] = text;
  }
  return filled;
}

const TYPICAL: Readonly<Record<KeyType, string>> = {
  string: 'x',
  arn: 'arn:aws:iam::111122223333:role/x',
  bool: 'true',
  numeric: '1',
  date: '2027-01-01T00:00:00Z',
  ip: '203.0.113.1',
};

/** What a key is compared with, where it can hold that: a text for a text. */
function valueFor(name: string, compared: string | undefined): string {
  const type = conditionKey(name)?.type ?? 'string';
  return type === 'string' ? (compared ?? TYPICAL.string) : TYPICAL[type];
}
