import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writtenPages } from '../../cli/explain/written-pages.ts';
import { root } from './built-command.ts';

const text = (path: string) => readFile(join(root, path), 'utf8');
const pages = await writtenPages({
  readme: await text('README.md'),
  standard: await text('docs/standard.md'),
});

test.each([...pages])('%s is what `npm run rules` writes', async (path, page) => {
  expect(await text(path)).toBe(page);
});

test('no page is left of a rule that is no more', async () => {
  const names = (await readdir(join(root, 'docs/rules'))).map((name) => `docs/rules/${name}`);
  expect(names.filter((name) => !pages.has(name))).toEqual([]);
});
