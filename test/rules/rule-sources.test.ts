import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { ruleIndex } from '../../scripts/rule-index.mjs';
import { withoutExamples } from '../../scripts/without-examples.mjs';
import { allRules } from '../../shared/rules/all.ts';
import { files, folder, root } from './rule-files.ts';

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
    platform: 'node',
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
