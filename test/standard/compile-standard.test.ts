import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuildFailure, build } from 'esbuild';
import { standardPlugin } from '../../scripts/compile-standard.mjs';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kms-guardian-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function bundle(file: string): Promise<string> {
  const result = await build({
    stdin: { contents: "export { standard } from 'kms-guardian:standard';", resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
    plugins: [standardPlugin({ file, ruleIds: ['policy-drift', 'key-enabled'] })],
  });
  return result.outputFiles[0]?.text ?? '';
}

async function fileOf(text: string): Promise<string> {
  const file = join(folder, 'standard.yaml');
  await writeFile(file, text);
  return file;
}

describe('standardPlugin', () => {
  test('serves the compiled standard as plain data, with no library beside it', async () => {
    const code = await bundle(await fileOf('version: 1\nroles: { administrators: [role/Admin] }\n'));
    const { standard } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    expect(standard.defaults.deletion).toMatchObject({ allowedTo: ['role/Admin'], minimumWindowInDays: 30 });
    expect(code.length).toBeLessThan(2000);
  });

  test('fails the build at the place in the standard that is wrong', async () => {
    const file = await fileOf(
      'version: 1\nroles: { administrators: [role/Admin] }\ndefaults: { mode: alerts }\n',
    );
    const failure = await bundle(file).then(
      () => Promise.reject(new Error('the build went through')),
      (error: BuildFailure) => error,
    );
    expect(failure.errors.map(({ text, location }) => [text, location?.line, location?.column])).toEqual([
      ['defaults.mode must be observe, alert or remediate, not "alerts"; did you mean alert?', 3, 18],
    ]);
    expect(failure.errors[0]?.location?.lineText).toBe('defaults: { mode: alerts }');
  });

  test('fails the build where there is no standard', async () => {
    await expect(bundle(join(folder, 'none.yaml'))).rejects.toThrow('There is no standard at');
  });
});
