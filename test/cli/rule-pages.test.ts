import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writtenPages } from '../../cli/explain/written-pages.ts';
import { root } from './built-command.ts';

const pages = await writtenPages(await readFile(join(root, 'README.md'), 'utf8'));

test.each([...pages])('%s is what `npm run rules` writes', async (path, text) => {
  expect(await readFile(join(root, path), 'utf8')).toBe(text);
});

test('no page is left of a rule that is no more', async () => {
  const names = (await readdir(join(root, 'docs/rules'))).map((name) => `docs/rules/${name}`);
  expect(names.filter((name) => !pages.has(name))).toEqual([]);
});
