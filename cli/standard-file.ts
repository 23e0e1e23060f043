import { allRules } from '../shared/duties.ts';
import { closest } from '../shared/standard/closest.ts';
import { loadStandard } from '../shared/standard/load.ts';
import type { Governance, Standard } from '../shared/standard/standard.ts';
import { readText } from './files.ts';

/** The standard that is used where none is named. */
export const exampleStandard = new URL('../standard.yaml', import.meta.url).pathname;

/** Reads the standard at `path`; the errors name file, line and column. */
export async function readStandard(path: string): Promise<Standard> {
  const ruleIds = allRules.map(({ id }) => id);
  return loadStandard(await readText(path), path, { ruleIds });
}

/** The standard has no class of the name that was asked for. */
export class UnknownClass extends Error {
  readonly code = 'UNKNOWN_CLASS';
  constructor(name: string, known: readonly string[]) {
    const near = closest(name, known);
    const guess = near === undefined ? '' : ` Did you mean ${near}?`;
    super(`The standard has no class "${name}".${guess} It has ${known.join(', ')}.`);
    this.name = 'UnknownClass';
  }
}

/** The class of this name; `default` is that of the keys of no other. */
export function classNamed(
  name: string,
  { defaults, classes }: Pick<Standard, 'defaults' | 'classes'>,
): { readonly name: string; readonly governance: Governance } {
  if (name === 'default') return { name, governance: defaults };
  const found = classes.find((each) => each.name === name);
  if (found === undefined) throw new UnknownClass(name, ['default', ...classes.map((each) => each.name)]);
  return found;
}
