import type { Finding } from '../../shared/rules/rule.ts';

/** A finding in a file. */
export type Located = Finding & {
  readonly file: string;
  readonly resource?: string;
  readonly line?: number;
  /** The statements at fault as JSON, each with its line where the file tells it. */
  readonly shown: readonly { readonly json: string; readonly line?: number }[];
};

/** A file, or part of one, that could not be judged, and why. */
export type Unjudged = {
  readonly file: string;
  readonly resource?: string;
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
};

/** What all files together came to. */
export type Report = {
  readonly findings: readonly Located[];
  readonly unjudged: readonly Unjudged[];
  /** How many keys and policies were judged, in how many files. */
  readonly judged: number;
  readonly files: number;
  /** What was judged, in a word. */
  readonly judgedAs: 'key' | 'document';
  /** What is likely a mistake though it breaks no rule, in words. */
  readonly notes: readonly string[];
};

/** Found something; could not; or nothing wrong. */
export function exitCode({ findings, unjudged, judged }: Report): 0 | 1 | 2 {
  if (findings.length > 0) return 1;
  return unjudged.length > 0 || judged === 0 ? 2 : 0;
}

/** Where in a file: `key.json:12:3`. */
export function placeText({ file, line, column }: Pick<Unjudged, 'file' | 'line' | 'column'>): string {
  return [file === '-' ? 'standard input' : file, line, column]
    .filter((part) => part !== undefined)
    .join(':');
}

/** What could not be judged, in a line. */
export function unjudgedText(unjudged: Unjudged): string {
  const { resource, message } = unjudged;
  const named = resource === undefined || message.includes(resource);
  return `${placeText(unjudged)}: ${named ? '' : `${resource}: `}${message}`;
}
