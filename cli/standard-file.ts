import { allRules } from '../shared/duties.ts';
import { loadStandard } from '../shared/standard/load.ts';
import type { Standard } from '../shared/standard/standard.ts';
import { readText } from './files.ts';

/** The standard that is used where none is named. */
export const exampleStandard = new URL('../standard.yaml', import.meta.url).pathname;

/** Reads the standard at `path`; the errors name file, line and column. */
export async function readStandard(path: string): Promise<Standard> {
  const ruleIds = allRules.map(({ id }) => id);
  return loadStandard(await readText(path), path, { ruleIds });
}
