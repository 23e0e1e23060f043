import { Option } from 'commander';
import { parsePolicy } from '../shared/policy/parse.ts';
import type { Policy } from '../shared/policy/policy.ts';
import { PolicyError } from '../shared/policy/policy-error.ts';
import { readText, UnreadableFile } from './files.ts';

/** The account that owns the key: without it nobody can say who is a stranger. */
export const accountOption = () =>
  new Option('--account <account>', 'the twelve-digit account of the key').makeOptionMandatory();

export const formatOption = () =>
  new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text');

/** Reads the policy at `path`; an error names file, line and column, and what to do. */
export async function readPolicy(path: string, account: string): Promise<Policy> {
  if (!/^\d{12}$/.test(account)) throw new UnreadableFile('--account', `"${account}" is not twelve digits`);
  const text = await readText(path);
  try {
    return parsePolicy(text, { account });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { line, column, path: at, message, hint } = error;
    const where = [line, column].filter((part) => part !== undefined).join(':');
    throw new UnreadableFile(where ? `${path}:${where}` : path, `${at ? `${at}: ` : ''}${message}. ${hint}`);
  }
}
