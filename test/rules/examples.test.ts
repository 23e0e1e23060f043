import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { exampleSubject, findingsIn } from '../../cli/explain/example-subject.ts';
import { startingThings } from '../../cli/explain/starting-things.ts';
import { ruleIndex } from '../../scripts/rule-index.mjs';
import { withoutExamples } from '../../scripts/without-examples.mjs';
import { allRules } from '../../shared/rules/all.ts';
import { judgeAs } from '../../shared/rules/judge.ts';
import type { AnyRule, Example, Examples } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'shared/rules');

type RuleFile = { readonly file: string; readonly rule: AnyRule; readonly examples?: Examples<Scope> };

const files = await rulesOf((await readdir(folder)).filter((name) => name.endsWith('.ts')));

async function rulesOf(names: readonly string[]): Promise<readonly RuleFile[]> {
  const found: RuleFile[] = [];
  for (const file of names) {
    const module: Record<string, unknown> = await import(join(folder, file));
    const rules = Object.values(module).filter(isRule);
    if (rules[0] !== undefined) found.push({ ...module, file, rule: rules[0] });
  }
  return found;
}

function isRule(value: unknown): value is AnyRule {
  return typeof value === 'object' && value !== null && 'id' in value && 'check' in value;
}

const named = (examples: readonly Example<Scope>[] | undefined) =>
  (examples ?? []).map((each) => [each.name, each] as const);

describe.each(files.map((each) => [each.rule.id, each] as const))('%s', (id, { file, rule, examples }) => {
  test('is in the file of its name, with two wrong and two right examples or more', () => {
    expect(file).toBe(`${id}.ts`);
    expect(examples?.wrong.length).toBeGreaterThanOrEqual(2);
    expect(examples?.right.length).toBeGreaterThanOrEqual(2);
  });

  test.each(named(examples?.wrong))('finds: %s', (_, example) => {
    expect(findingsIn(rule, example)).not.toEqual([]);
  });

  test.each(named(examples?.right))('finds nothing: %s', (_, example) => {
    expect(findingsIn(rule, example)).toEqual([]);
  });
});

const scopes = Object.keys(startingThings) as Scope[];

test.each(scopes)('the %s that examples start from keeps to every rule', (scope) => {
  const rules = files.map(({ rule }) => rule);
  expect(judgeAs(scope, rules, exampleSubject({ name: 'nothing is said' }, scope))).toEqual([]);
});

test('shared/rules/all.ts lists every rule; `npm run rules` writes it', async () => {
  const file = join(folder, 'all.ts');
  const biome = join(root, 'node_modules/.bin/biome');
  const sorted = execFileSync(biome, ['check', '--write', `--stdin-file-path=${file}`], {
    cwd: root,
    input: await ruleIndex(),
    encoding: 'utf8',
  });
  expect(await readFile(file, 'utf8')).toBe(sorted);
  expect(allRules.map(({ id }) => id).sort()).toEqual(files.map(({ rule }) => rule.id).sort());
});

test('no example gets into the bundle of a Lambda', async () => {
  const { outputFiles } = await build({
    stdin: { contents: "export { allRules } from './shared/rules/all.ts';", resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    charset: 'utf8',
    write: false,
    format: 'esm',
    plugins: [withoutExamples],
  });
  const text = outputFiles[0]?.text ?? '';
  const kept = files.flatMap(({ file, examples }) =>
    [...(examples?.wrong ?? []), ...(examples?.right ?? [])]
      .filter(({ name }) => text.includes(`name:"${name}"`))
      .map(({ name }) => `${file}: ${name}`),
  );
  expect(kept).toEqual([]);
});
