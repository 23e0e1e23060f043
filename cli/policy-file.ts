import { Option } from 'commander';
import { parsePolicyWithNotes } from '../shared/policy/parse.ts';
import type { Policy } from '../shared/policy/policy.ts';
import { PolicyError } from '../shared/policy/policy-error.ts';
import { readText, UnreadableFile } from './files.ts';

/** Which key a policy belongs to, as the options say it. */
export type KeyOptions = { readonly account: string; readonly key?: string };

/** The account that owns the key: without it nobody can say who is a stranger. */
export const accountOption = () =>
  new Option('--account <account>', 'the twelve-digit account of the key').makeOptionMandatory();

export const keyOption = () =>
  new Option('--key <arn>', 'the ARN of the key, for policies whose statements name resources');

export const formatOption = () =>
  new Option('--format <format>', 'how to answer').choices(['text', 'json']).default('text');

/**
 * Reads the policy at `path`; an error names file, line and column, and what to do. What is likely a mistake in it is
 * told on standard error.
 */
export async function readPolicy(path: string, { account, key }: KeyOptions): Promise<Policy> {
  checkKey(account, key);
  const text = await readText(path);
  try {
    const { policy, notes } = parsePolicyWithNotes(text, { account, ...(key === undefined ? {} : { key }) });
    for (const { path: at, message, answer } of notes) {
      const refused = answer === undefined ? '' : ` (KMS answers ${answer})`;
      process.stderr.write(`${nameOf(path)}: note: ${at}: ${message}${refused}\n`);
    }
    return policy;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const { line, column, message, hint, answer } = error;
    const where = [line, column].filter((part) => part !== undefined).join(':');
    const refused = answer === undefined ? '' : ` KMS would answer ${answer}.`;
    throw new UnreadableFile(where ? `${nameOf(path)}:${where}` : path, `${message}. ${hint}${refused}`);
  }
}

const nameOf = (path: string) => (path === '-' ? 'standard input' : path);

/** Refuses an account or a key ARN that is none, or a key of another account. */
export function checkKey(account: string, key: string | undefined): void {
  if (!/^\d{12}$/.test(account)) throw new UnreadableFile('--account', `"${account}" is not twelve digits`);
  const owner = /^arn:aws[\w-]*:kms:[\w-]+:(\d{12}):key\/[\w-]+$/.exec(key ?? '')?.[1];
  if (key !== undefined && owner !== account) {
    const why = owner === undefined ? 'is no ARN of a key' : `is a key of account ${owner}, not ${account}`;
    throw new UnreadableFile('--key', `"${key}" ${why}`);
  }
}
