import type { z } from 'zod';
import { alertProblems } from './alert-problems.ts';
import { closest } from './closest.ts';
import { fieldsAt } from './fields.ts';
import type { Locator } from './locate.ts';
import { quote } from './schema/complaint.ts';
import type { Problem } from './standard-error.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is wrong with a standard, in the words and at the places of its file, in the file's order. */
export function problemsOf(
  schema: z.ZodType,
  issues: readonly Issue[],
  value: unknown,
  locator: Locator,
): readonly Problem[] {
  return [
    ...issues.flatMap((issue) => explain(schema, issue, locator)),
    ...sameNames(value, locator),
    ...alertProblems(value, locator),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
}

function explain(schema: z.ZodType, issue: Issue, locator: Locator): readonly Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, path);
    return issue.keys.map((key) => unknownField(path, key, known, locator));
  }
  if (issue.code === 'invalid_key') {
    const [what = '', fix = ''] = issue.issues[0]?.message.split('\n') ?? [];
    return [{ ...locator.key(path), what: `${fieldName(path.slice(0, -1))} ${what}`, fix }];
  }
  if (issue.input === undefined && issue.code !== 'custom') {
    return [
      {
        ...locator.key(path),
        what: `${fieldName(path)} is missing`,
        fix: missing(path, schema),
      },
    ];
  }
  const [what = '', fix = ''] = complaint(issue, fieldsAt(schema, path)).split('\n');
  return [{ ...locator.value(path), what: `${fieldName(path)} ${what}`, fix }];
}

function complaint(issue: Issue, fields: readonly string[]): string {
  if (issue.input === null) return 'has no value\ngive it one, or remove the line';
  if (issue.message.includes('\n')) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue.expected, issue.input, fields);
    case 'invalid_value':
      return wrongValue(issue.values.map(String), issue.input);
    default:
      return `is not right: ${quote(issue.input)}\n${issue.message}`;
  }
}

const kinds: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a section with fields',
  record: 'a section with fields',
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
};

function wrongType(expected: string, input: unknown, fields: readonly string[]): string {
  const what = `must be ${kinds[expected] ?? expected}, not ${quote(input)}`;
  if (fields.length > 0) return `${what}\nwrite below it any of ${fields.join(', ')}`;
  switch (expected) {
    case 'array':
      return `${what}\nwrite [${typeof input === 'string' ? listed(input) : '...'}]`;
    case 'record':
      return `${what}\nwrite below it each key with a list of its values`;
    case 'string':
      return `${what}\n${typeof input === 'object' ? 'write one text' : 'put it in quotes'}`;
    case 'boolean':
      return `${what}\nwrite true or false, without quotes`;
    default:
      return `${what}\nwrite it as in standard.yaml`;
  }
}

/** A text as an entry of a YAML list: in quotes, where it would otherwise be read as something else. */
function listed(text: string): string {
  return /^[a-z][\w/.:@*?-]*$/i.test(text) ? text : JSON.stringify(text);
}

function wrongValue(values: readonly string[], input: unknown): string {
  const guess = typeof input === 'string' ? closest(input, values) : undefined;
  const choices = values.length === 1 ? values[0] : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  return `must be ${choices}, not ${quote(input)}\n${guess === undefined ? `write ${choices}` : `did you mean ${guess}?`}`;
}

function unknownField(path: Path, key: string, known: readonly string[], locator: Locator): Problem {
  const guess = closest(key, known);
  const section = path.length === 0 ? 'the standard' : fieldName(path);
  return {
    ...locator.key([...path, key]),
    what:
      path.at(-1) === 'rules' ? `there is no rule ${quote(key)}` : `${section} has no field ${quote(key)}`,
    fix: guess === undefined ? `choose from ${known.join(', ')}` : `did you mean ${guess}?`,
  };
}

/** A key belongs to one class by its name, so two classes of one name could not be told apart. */
function sameNames(value: unknown, locator: Locator): readonly Problem[] {
  const classes: unknown = Object(value).classes;
  if (!Array.isArray(classes)) return [];
  const names: readonly unknown[] = classes.map((entry: unknown) => Object(entry).name);
  return names.flatMap((name, index) => {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === index) return [];
    const { line } = locator.value(['classes', first, 'name']);
    const place = locator.value(['classes', index, 'name']);
    return [
      {
        ...place,
        what: `classes[${index}].name is taken: line ${line} has a class ${quote(name)}`,
        fix: 'give each class a name of its own',
      },
    ];
  });
}

function missing(path: Path, schema: z.ZodType): string {
  const field = String(path.at(-1));
  const fields = fieldsAt(schema, path);
  if (field === 'version') return 'add "version: 1"';
  return fields.length === 0 ? `add "${field}:"` : `add "${field}:" with any of ${fields.join(', ')}`;
}

/** A field as a person would say it: `classes[0].rotation.periodInDays`. */
function fieldName(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? String(step) : `${name}.${String(step)}`;
  }, '');
}
