import { Command, Option } from 'commander';
import type { Decoded } from '../shared/events/change.ts';
import { decode, NotAKmsRecord } from '../shared/events/decode.ts';
import { describeActor } from '../shared/events/describe-actor.ts';
import { isRecord } from '../shared/events/json.ts';
import { readText } from './files.ts';

type Row = { readonly path: string; readonly index: number } & (
  | { readonly decoded: Decoded }
  | { readonly error: { readonly code: string; readonly message: string } }
);

/** `decode PATH...`: what the guard makes of CloudTrail records. Exits 1 where one is no KMS record, 2 where a file is no JSON. */
export function decodeCommand(): Command {
  return new Command('decode')
    .description('show what the guard makes of CloudTrail records')
    .argument(
      '<path...>',
      'EventBridge events, CloudTrail records or log files (gzip too); - for standard input',
    )
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async (paths: readonly string[], { format }: { format: 'text' | 'json' }) => {
      const rows = (await Promise.all(paths.map(decodeFile))).flat();
      const text = format === 'json' ? JSON.stringify(rows, null, 2) : rows.map(toLine).join('\n');
      process.stdout.write(`${text}\n`);
      if (rows.some((row) => 'error' in row)) process.exitCode = 1;
      if (rows.some((row) => 'error' in row && row.error.code === 'NOT_JSON')) process.exitCode = 2;
    });
}

async function decodeFile(path: string): Promise<readonly Row[]> {
  const text = await readText(path);
  let records: readonly unknown[];
  try {
    records = recordsIn(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ path, index: 0, error: { code: 'NOT_JSON', message: `Not JSON, nor JSON lines: ${why}` } }];
  }
  return records.map((record, index) => decodeOne(path, index, record));
}

/** One JSON document (a record, an envelope, a list of either, a log file), or one a line. */
function recordsIn(text: string): readonly unknown[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const documents = parses(text) ? [JSON.parse(text)] : lines.map((line): unknown => JSON.parse(line));
  return documents.flatMap((document) => {
    if (Array.isArray(document)) return document;
    return isRecord(document) && Array.isArray(document.Records) ? document.Records : [document];
  });
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text.trim() === '' || !text.includes('\n{');
  }
}

function decodeOne(path: string, index: number, record: unknown): Row {
  try {
    return { path, index, decoded: decode(record) };
  } catch (error) {
    if (!(error instanceof NotAKmsRecord)) throw error;
    return { path, index, error: { code: error.code, message: error.message } };
  }
}

function toLine(row: Row): string {
  if ('error' in row) return `${row.path}[${row.index}]  ${row.error.message}`;
  const { decoded } = row;
  switch (decoded.kind) {
    case 'change': {
      const { at, operation, actor, key, region, details } = decoded.change;
      return `${at}  ${operation}  ${key?.arn ?? region}  by ${describeActor(actor)}  ${JSON.stringify(details)}`;
    }
    case 'attempt': {
      const { at, operation, actor, key, region, error } = decoded.attempt;
      return `${at}  ${operation}  ${key?.arn ?? region}  by ${describeActor(actor)}  refused: ${error.code}`;
    }
    case 'use': {
      const { at, actor, key, region } = decoded.circumstances;
      return `${at}  ${decoded.eventName}  ${key?.arn ?? region}  by ${describeActor(actor)}  (changes no key)`;
    }
  }
}
