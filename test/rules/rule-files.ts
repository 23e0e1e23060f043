import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AnyRule, Examples } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const folder = join(root, 'shared/rules');

export type RuleFile = { readonly file: string; readonly rule: AnyRule; readonly examples?: Examples<Scope> };

/** The rules by their files, with their examples. */
export const files = await rulesOf((await readdir(folder)).filter((name) => name.endsWith('.ts')));

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
