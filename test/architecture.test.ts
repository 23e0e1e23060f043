import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each part may import of the project; a part may always import itself. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  'shared/policy': [],
  'shared/events': [],
  'shared/observe': [],
  'shared/aws': [],
  'shared/keys': ['shared/events'],
  'shared/perimeter': ['shared/events'],
  'shared/standard': ['shared/keys', 'shared/policy', 'shared/rules'],
  'shared/rules': [
    'shared/events',
    'shared/keys',
    'shared/ledger',
    'shared/perimeter',
    'shared/policy',
    'shared/render',
    'shared/standard',
  ],
  'shared/ledger': [
    'shared/events',
    'shared/keys',
    'shared/perimeter',
    'shared/remediation',
    'shared/rules',
    'shared/standard',
  ],
  'shared/remediation': [
    'shared/events',
    'shared/keys',
    'shared/ledger',
    'shared/perimeter',
    'shared/policy',
    'shared/render',
    'shared/rules',
    'shared/standard',
  ],
  'shared/wards': [
    'shared/aws',
    'shared/events',
    'shared/keys',
    'shared/ledger',
    'shared/perimeter',
    'shared/remediation',
    'shared/rules',
    'shared/standard',
  ],
  'shared/render': ['shared/policy', 'shared/standard'],
  'shared/alerts': [
    'shared/events',
    'shared/aws',
    'shared/ledger',
    'shared/perimeter',
    'shared/policy',
    'shared/remediation',
    'shared/rules',
    'shared/standard',
  ],
  'shared/tell': ['shared/alerts', 'shared/events', 'shared/ledger', 'shared/rules', 'shared/standard'],
};

/** Parts that are pure: no SDK, no clock, no randomness. */
const pure = ['shared/policy', 'shared/rules', 'shared/standard', 'shared/events', 'shared/render'];

const files = async (part: string) =>
  (await readdir(join(root, part), { recursive: true }))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(part, name));

const source = (file: string) => readFile(join(root, file), 'utf8');

const importsOf = (file: string, text: string) =>
  [...text.matchAll(/from '(\.{1,2}\/[^']+)'/g)].map(([, path = '']) =>
    relative(root, join(root, dirname(file), path)),
  );

test.each(Object.entries(arrows))('%s imports only what lies below it', async (part, allowed) => {
  const parts = [part, ...allowed];
  for (const file of await files(part)) {
    const strays = importsOf(file, await source(file)).filter(
      (path) => !parts.some((each) => path.startsWith(`${each}/`)),
    );
    expect([file, strays]).toEqual([file, []]);
  }
});

test.each(pure)('%s takes the SDK, the clock and randomness from nobody', async (part) => {
  for (const file of await files(part)) {
    const found = /@aws-sdk|Date\.now|new Date\(\)|Math\.random|randomUUID|process\.env/.exec(
      await source(file),
    );
    expect([file, found?.[0]]).toEqual([file, undefined]);
  }
});

test('nothing exports by default, and no file is called after nothing in particular', async () => {
  const all = (await Promise.all(['shared', 'functions', 'cli', 'sandbox'].map(files))).flat();
  expect(all.filter((file) => /\/(utils|helpers|common|misc|types)\.ts$/.test(file))).toEqual([]);
});
