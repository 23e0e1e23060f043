import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { jsonFault, jsonOffset, lineAndColumn, memberPath } from '../../shared/policy/json-positions.ts';
import type { Steps } from './candidate.ts';
import { shortFormTags } from './short-form-tags.ts';

/** A file's data, and the line of each part of it, from 1. */
export type Source = {
  readonly text: string;
  readonly value: unknown;
  readonly line: (steps: Steps) => number | undefined;
};

/** A file that holds neither JSON nor YAML. */
export class NotData extends Error {
  readonly code = 'NOT_DATA';
  readonly line: number;
  readonly column: number;
  constructor(place: { readonly line: number; readonly column: number }, message: string) {
    super(message);
    this.name = 'NotData';
    this.line = place.line;
    this.column = place.column;
  }
}

/** Deeper than any template or plan goes. */
const maxDepth = 200;

/** Reads JSON, or YAML with CloudFormation's short tags. */
export function readSource(text: string): Source {
  return /^\s*[{[]/.test(text) ? readJson(text) : readYaml(text);
}

function readJson(text: string): Source {
  const fault = jsonFault(text, maxDepth);
  if (fault !== undefined) {
    const fix = fault.kind === 'duplicate' ? 'Keep one of the two.' : 'Correct the JSON.';
    throw new NotData(lineAndColumn(text, fault.offset), `not valid JSON: ${fault.message}. ${fix}`);
  }
  const offset = (steps: Steps) =>
    jsonOffset(
      text,
      steps.reduce<string>(
        (path, step) => (typeof step === 'number' ? `${path}[${step}]` : memberPath(path, step)),
        '$',
      ),
    );
  return {
    text,
    value: JSON.parse(text),
    line: (steps) => {
      const at = deepest(steps, offset);
      return at === undefined ? undefined : lineAndColumn(text, at).line;
    },
  };
}

function readYaml(text: string): Source {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // Aliases of aliases may multiply without end, and nesting may end the stack: both are thrown by the library.
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      customTags: (tags) => [...tags, ...shortFormTags],
    });
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) {
      const what = error.message.replace(/\s+/g, ' ');
      throw new NotData(
        place(error.pos[0]),
        `not valid YAML: ${what}. Look at the indentation and the quotes here.`,
      );
    }
    // A member begins with its name: its value may begin on a later line.
    const offset = (steps: Steps) => {
      const above: unknown = steps.length < 2 ? document.contents : document.getIn(steps.slice(0, -1), true);
      const node: unknown = isMap(above)
        ? above.items.find(({ key }) => isScalar(key) && String(key.value) === String(steps.at(-1)))?.key
        : document.getIn(steps, true);
      return isNode(node) ? node.range?.[0] : undefined;
    };
    return {
      text,
      value: document.toJS(),
      line: (steps) => {
        const at = deepest(steps, offset);
        return at === undefined ? undefined : place(at).line;
      },
    };
  } catch (error) {
    if (error instanceof NotData) throw error;
    throw new NotData(
      { line: 1, column: 1 },
      'the YAML is nested or repeated too much to read. Write it out.',
    );
  }
}

/** The offset of the deepest part on the way that the file itself holds: below an intrinsic function there is none. */
function deepest(steps: Steps, offset: (steps: Steps) => number | undefined): number | undefined {
  for (let length = steps.length; length >= 0; length--) {
    const at = offset(steps.slice(0, length));
    if (at !== undefined) return at;
  }
  return undefined;
}

/** The line of a part of a file, where it has one. */
export function lineAt(source: Source, steps: Steps): { readonly line?: number } {
  const line = source.line(steps);
  return line === undefined ? {} : { line };
}
