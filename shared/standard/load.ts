import { compileStandard } from './compile.ts';
import { problemsOf } from './problems.ts';
import { readYaml } from './read-yaml.ts';
import { standardSchema } from './schema.ts';
import type { Standard } from './standard.ts';
import { StandardError } from './standard-error.ts';

/**
 * Reads a standard from its YAML text, checks all of it, and fills in what it leaves out.
 *
 * @param file the name by which messages speak of it
 * @param known the rules that exist, which the standard may set
 * @throws StandardError with every problem found, each with its line, its column and what to do
 * @example
 * const standard = loadStandard(await readFile('standard.yaml', 'utf8'), 'standard.yaml', { ruleIds });
 */
export function loadStandard(
  text: string,
  file: string,
  known: { readonly ruleIds: readonly string[] },
): Standard {
  const { value, locator } = readYaml(text, file);
  const schema = standardSchema(known.ruleIds);
  const result = schema.safeParse(value, { reportInput: true });
  const [first, ...rest] = problemsOf(schema, result.error?.issues ?? [], value, locator);
  if (first !== undefined) throw new StandardError(file, [first, ...rest]);
  if (!result.success) throw result.error;
  return compileStandard(result.data);
}
