import { isRecord } from '../../events/json.ts';

/** A statement as lines that can be compared; the lines of what stands beside the statements have no `index`. */
export type PolicyStatement = {
  /** Counted from 0. */
  readonly index?: number;
  readonly sid?: string;
  readonly lines: readonly string[];
};

/** In which order people write a statement. */
const order = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource'],
  'Condition',
];

/** KMS takes no policy that is deeper; nothing is left to a call stack. */
const DEEPEST = 12;

/**
 * A policy as normalised JSON in lines, each a member with one value: `"Principal": {"AWS": "arn:aws:iam::1:root"}`. Order
 * and spelling of lists make no difference, since KMS gives them back in an order of its own, and a line means the same
 * wherever it is shown. Undefined where the text is no policy.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
 */
export function policyLines(policy: string): readonly PolicyStatement[] | undefined {
  const document = parsed(policy);
  if (!isRecord(document)) return undefined;
  const { Statement, ...beside } = document;
  const statements = Statement === undefined ? [] : [Statement].flat();
  return [
    { lines: membersOf(beside, 0).map((line) => line.slice(1, -1)) },
    ...statements.map((statement: unknown, index) => ({ index, ...statementLines(statement) })),
  ];
}

function statementLines(statement: unknown): Pick<PolicyStatement, 'sid' | 'lines'> {
  if (!isRecord(statement)) return { lines: [JSON.stringify(statement)] };
  const lines = membersOf(statement, 0).map((line) => line.slice(1, -1));
  return typeof statement.Sid === 'string' ? { sid: statement.Sid, lines } : { lines };
}

/** A line for each value in it. */
function valuesOf(value: unknown, depth: number): readonly string[] {
  if (depth > DEEPEST) return ['"..."'];
  if (Array.isArray(value))
    return value.length === 0 ? ['[]'] : value.flatMap((each) => valuesOf(each, depth + 1)).sort();
  return isRecord(value) ? membersOf(value, depth) : [JSON.stringify(value)];
}

function membersOf(record: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  const members = Object.entries(record);
  if (members.length === 0 && depth > 0) return ['{}'];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return members
    .sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
    .flatMap(([name, value]) =>
      valuesOf(value, depth + 1).map((line) => `{${JSON.stringify(name)}: ${line}}`),
    );
}

function parsed(policy: string): unknown {
  try {
    return JSON.parse(policy);
  } catch {
    return undefined;
  }
}
