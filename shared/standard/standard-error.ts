/** One thing that is wrong with a standard: where, what, and what to do about it. Lines count from 1. */
export type Problem = {
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly fix: string;
};

/**
 * A standard that cannot be used. It holds every problem found, in the order of the file; `line`, `column`
 * and `hint` are those of the first.
 */
export class StandardError extends Error {
  override readonly name = 'StandardError';
  readonly code = 'INVALID_STANDARD';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly hint: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly [Problem, ...Problem[]]) {
    super(
      problems.map(({ line, column, what, fix }) => `${file}:${line}:${column}: ${what}; ${fix}`).join('\n'),
    );
    this.file = file;
    this.line = problems[0].line;
    this.column = problems[0].column;
    this.hint = problems[0].fix;
    this.problems = problems;
  }
}
