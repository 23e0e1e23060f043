import { type Document, isMap, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import { Locator } from './locate.ts';
import { type Problem, StandardError } from './standard-error.ts';

/** A YAML file's fields as plain data, with the means to find their places. */
export type YamlFile = { readonly value: unknown; readonly locator: Locator };

/** Reads one YAML document whose top level has named fields, or says why it is none. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parse(text, file, lines);
  const locator = new Locator(document, lines);
  refuse(file, faultsOf(document, locator));
  if (!isMap(document.contents)) refuse(file, [notAStandard(document, locator)]);
  try {
    return { value: document.toJS(), locator };
  } catch {
    // The library stops where aliases of aliases multiply without end.
    throw new StandardError(file, [
      {
        ...firstAlias(document, locator),
        what: 'the aliases (*name) repeat too much of the file',
        fix: 'write the values out',
      },
    ]);
  }
}

function parse(text: string, file: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  } catch {
    // Only the call stack's end gets here: the parser calls itself for each level.
    throw new StandardError(file, [
      {
        line: 1,
        column: 1,
        what: 'the file is nested too deeply to read',
        fix: 'write a standard as in standard.yaml',
      },
    ]);
  }
}

function refuse(file: string, problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first !== undefined) throw new StandardError(file, [first, ...rest]);
}

const fixes = {
  TAB_AS_INDENT: 'indent with spaces',
  DUPLICATE_KEY: 'keep one of the two',
  MULTIPLE_DOCS: 'keep one document in the file, and remove the line ---',
  BAD_ALIAS: 'put a value that begins with * in quotes',
  TAG_RESOLVE_FAILED: 'remove the tag, or put a value that begins with ! in quotes',
} as const;

/** Faults that say nothing about the rest of the file. */
const standAlone: readonly string[] = ['DUPLICATE_KEY', 'MULTIPLE_DOCS', 'BAD_ALIAS', 'TAG_RESOLVE_FAILED'];

/** Whatever comes after a broken line is likely to be broken by it, so only the first of those is told. */
function faultsOf(document: Document, locator: Locator): readonly Problem[] {
  const faults = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const broken = faults.findIndex(({ code }) => !standAlone.includes(code));
  if (broken >= 0) return faults.slice(0, broken + 1).map((fault) => explain(fault, locator));
  return [...faults.map((fault) => explain(fault, locator)), ...badAliases(document, locator)];
}

function explain({ code, message, pos }: YAMLError, locator: Locator): Problem {
  const what = (code === 'MULTIPLE_DOCS' ? 'the file holds several documents' : message).replace(/\s+/g, ' ');
  return {
    ...locator.at(pos[0]),
    what: `not valid YAML: ${what}`,
    fix:
      code in fixes
        ? fixes[code as keyof typeof fixes]
        : 'look at the indentation, the quotes and the brackets here',
  };
}

function notAStandard({ contents }: Document, locator: Locator): Problem {
  const empty = contents === null || contents.toJSON() === null;
  return {
    ...(empty ? { line: 1, column: 1 } : locator.value([])),
    what: empty ? 'the file is empty' : 'this is no standard: its top level has no fields',
    fix: 'begin with "version: 1" and "roles:", as in standard.yaml',
  };
}

/** An alias must repeat something that is there, and that it is no part of itself. */
function badAliases(document: Document, locator: Locator): readonly Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const repeated = alias.resolve(document);
      if (repeated !== undefined && !ancestors.includes(repeated)) return;
      const fault = repeated === undefined ? 'is defined nowhere' : 'repeats itself';
      problems.push({
        ...locator.at(alias.range?.[0] ?? 0),
        what: `not valid YAML: the alias *${alias.source} ${fault}`,
        fix: fixes.BAD_ALIAS,
      });
    },
  });
  return problems;
}

function firstAlias(document: Document, locator: Locator): { line: number; column: number } {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return locator.at(offset);
}
