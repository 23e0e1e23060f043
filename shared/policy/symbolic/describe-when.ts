import { describeConditions, limited, list } from '../explain.ts';
import type { CallerClass } from './caller-class.ts';
import type { Cell } from './cells.ts';
import { type Clause, isOfCaller } from './clause.ts';
import type { Dimension, Dimensions } from './dimensions.ts';
import type { Extent } from './literal.ts';
import { type Region, within } from './search.ts';
import { chosen } from './witness.ts';

/**
 * When a region's requests are let in: by the conditions of the clause that does where they tell it, by the values where
 * these are few, else by an example.
 */
export function describeWhen(
  region: Region,
  start: Region,
  clause: Clause,
  who: readonly CallerClass[],
  dimensions: Dimensions,
): string {
  const allowed = within(start, clause.conditions) ?? start;
  const { conditions } = clause.statement;
  const ofCaller = conditions.filter(
    (condition) => isOfCaller(condition) && !/^aws:userid$/i.test(condition.key),
  );
  const callers = who.some(({ named }) => !named) ? describeConditions(ofCaller) : '';
  const parts = region.flatMap((extent, at) => {
    const { key, cells } = dimensions.all[at] as Dimension;
    if (key === undefined || isSame(extent, start[at] as Extent)) {
      return [];
    }
    const own = conditions.filter((condition) => condition.key.toLowerCase() === key.toLowerCase());
    if (own.length > 0 && isSame(extent, allowed[at] as Extent)) {
      return describeConditions(own);
    }
    const values = describeValues(key, cells, extent);
    if (values !== undefined) {
      return values;
    }
    const example = exampleOfKey(key, cells, extent);
    return own.length > 0 ? `${describeConditions(own)}, for example ${example}` : `for example ${example}`;
  });
  return list([...(callers === '' ? [] : [callers]), ...parts], 'and');
}

function isSame(one: Extent, other: Extent): boolean {
  const [a, b] = [one.present, other.present];
  return (
    one.absent === other.absent &&
    a?.within === b?.within &&
    a?.hits.length === b?.hits.length &&
    (a?.hits.every((hit, at) => hit === b?.hits[at]) ?? true)
  );
}

/** Undefined where the values cannot be listed. */
function describeValues(
  key: string,
  cells: readonly Cell[],
  { absent, present }: Extent,
): string | undefined {
  if (present === undefined) {
    return `without ${key}`;
  }
  if (present.hits.length > 0) {
    return undefined;
  }
  const isIn = (at: number) => ((present.within >> BigInt(at)) & 1n) === 1n;
  const out = cells.filter((_cell, at) => !isIn(at));
  if (!absent && out.length === 0) {
    return `with ${key}`;
  }
  const values = all(absent ? out : cells.filter((_cell, at) => isIn(at)), cells);
  if (values === undefined) {
    return undefined;
  }
  const condition = {
    key,
    operator: 'StringEquals',
    ifExists: false,
    values: [limited(values, 'or')],
  } as const;
  return absent ? `unless ${key} is ${condition.values[0]}` : describeConditions([condition]);
}

function exampleOfKey(key: string, cells: readonly Cell[], { absent, present }: Extent): string {
  if (absent || present === undefined) {
    return `without ${key}`;
  }
  const values = chosen(cells, present).flatMap(({ value }) => value ?? []);
  return values.length === 0 ? `with some ${key}` : `with ${key} ${list(values, 'and')}`;
}

/** All values of some cells, where they are few and known: those that no pattern, range or order admits. */
function all(some: readonly Cell[], cells: readonly Cell[]): readonly string[] | undefined {
  const values: string[] = [];
  for (const cell of some) {
    const [test] = [...cell.passed].filter(
      ({ family, patterns }) => family === 'text' && patterns.length === 0,
    );
    if (test === undefined || cell.doubt !== undefined) {
      return undefined;
    }
    const texts = [...test.texts];
    values.push(...(texts.length === 1 ? texts : texts.filter((text) => isOf(cell, text, cells))));
  }
  return values;
}

function isOf(cell: Cell, text: string, cells: readonly Cell[]): boolean {
  const tests = new Set(cells.flatMap(({ passed }) => [...passed]));
  return [...tests].every((test) => test.passes(text) === cell.passed.has(test));
}
