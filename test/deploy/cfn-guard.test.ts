import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Package, packageService } from './package-service.ts';

/** The binary and AWS Control Tower's rules, as the package ships them. */
const folder = dirname(
  createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'),
);
const binary = join(
  folder,
  'bin',
  platform() === 'darwin' ? 'macos' : 'ubuntu',
  arch() === 'arm64' ? 'aarch64' : 'x86_64',
  'cfn-guard',
);

type Findings = Readonly<Record<string, readonly string[]>>;

let service: Package;
beforeAll(async () => {
  service = await packageService();
}, 60_000);
afterAll(() => service?.remove());

function findings(templateFile: string): Findings {
  const rules = join(folder, 'rules/control-tower/cfn-guard');
  const output = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const run = spawnSync(binary, ['validate', '-d', templateFile, '-r', rules, ...output], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  // 0: nothing found; 19: something found. Anything else is a failure to look.
  if (run.error || ![0, 19].includes(run.status ?? -1)) throw run.error ?? new Error(run.stderr);
  const reports: readonly {
    readonly not_compliant: readonly { readonly Rule: { readonly name: string } }[];
  }[] = JSON.parse(run.stdout);
  return Object.fromEntries(
    reports.flatMap(({ not_compliant }) =>
      not_compliant.map((finding) => [finding.Rule.name, resourcesIn(JSON.stringify(finding))]),
    ),
  );
}

function resourcesIn(finding: string): readonly string[] {
  const names = [...finding.matchAll(/"path":"\/Resources\/(\w+)/g)].map(([, name]) => name ?? '');
  return [...new Set(names)].sort();
}

test('cfn-guard finds nothing that deploy/guard-exceptions.yaml does not explain, and all that it does', async () => {
  const file = new URL('../../deploy/guard-exceptions.yaml', import.meta.url);
  const exceptions: Readonly<
    Record<string, { readonly resources: readonly string[]; readonly why: string }>
  > = parse(await readFile(file, 'utf8'));
  const explained = Object.entries(exceptions).map(([rule, { resources }]) => [rule, [...resources].sort()]);
  expect(findings(service.templateFile)).toEqual(Object.fromEntries(explained));
  for (const { why } of Object.values(exceptions)) expect(why).toMatch(/\w+ \w+/);
}, 30_000);
