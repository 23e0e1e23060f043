import { type KeyPlace, parsePolicy } from '../../policy/parse.ts';
import type { Principal, Statement } from '../../policy/policy.ts';

export type Json = Readonly<Record<string, unknown>>;

/** One of those whom a statement names; `element` where its whole `Principal` or `NotPrincipal` stays as it is. */
export type Holder = {
  readonly principal: Principal | 'all but some';
  readonly written: { readonly type: string; readonly name: string } | 'element';
};

/** A statement of the live policy, as KMS would take it today. */
export type Clause = {
  readonly json: Json;
  readonly effect: 'Allow' | 'Deny';
  readonly holders: readonly Holder[];
  /** The actions it covers, in their published spelling. */
  readonly actions: readonly string[];
};

export type Document = {
  /** All but the statements. */
  readonly fields: Json;
  readonly clauses: readonly Clause[];
  /** Whether the statements are all that were written, as they were. */
  readonly isAsWritten: boolean;
};

/**
 * Reads a policy into its statements, without what has no effect and KMS would refuse to take again: principals that
 * have been deleted, and statements that name no action or no resource.
 *
 * @throws PolicyError
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function readClauses(text: string, place: KeyPlace): Document {
  const { statements } = parsePolicy(text, place);
  const { Statement, ...fields } = JSON.parse(text) as Json;
  const written = [Statement].flat() as readonly Json[];
  const clauses = statements.flatMap((statement) => clausesOf(statement, written[statement.index] ?? {}));
  const isAsWritten = written.every((json, index) => clauses[index]?.json === json);
  return { fields, clauses, isAsWritten };
}

function clausesOf(statement: Statement, json: Json): readonly Clause[] {
  const { effect, actions, principals, resources } = statement;
  const namesActions = json.Action !== undefined || json.NotAction !== undefined;
  if (!namesActions || resources.any.length === 0) return [];
  const element = principals.negated ? 'NotPrincipal' : 'Principal';
  const all = holdersIn(json[element], principals.any);
  const living = all.filter(
    ({ principal }) => principal === 'all but some' || principal.kind !== 'unique-id',
  );
  if (living.length === 0 && !principals.negated) return [];
  const named = withHolders(json, element, living, living.length === all.length);
  return [
    {
      json: named,
      effect,
      actions: [...actions],
      holders: holdersOf(named, living),
    },
  ];
}

function holdersOf(json: Json, named: readonly Holder[]): readonly Holder[] {
  if (json.NotPrincipal !== undefined) return [{ principal: 'all but some', written: 'element' }];
  return named.length > 0 ? named : [{ principal: { kind: 'anyone' }, written: 'element' }];
}

/** In the order in which they are parsed. */
function holdersIn(value: unknown, any: readonly Principal[]): readonly Holder[] {
  if (typeof value === 'string') return [{ principal: { kind: 'anyone' }, written: 'element' }];
  const written = Object.entries(value as Json).flatMap(([type, names]) =>
    ([names].flat() as readonly string[]).map((name) => ({ type, name })),
  );
  return any.flatMap((principal, at) => {
    const its = written[at];
    return its === undefined ? [] : [{ principal, written: its }];
  });
}

/** Nobody but the deleted was left out: that is everybody. */
function withHolders(json: Json, element: string, holders: readonly Holder[], isSame: boolean): Json {
  if (isSame) return json;
  const value = holders.length === 0 ? '*' : principalElement(holders);
  const name = holders.length === 0 ? 'Principal' : element;
  return Object.fromEntries(
    Object.entries(json).map(([field, old]) => (field === element ? [name, value] : [field, old])),
  );
}

/** The value of `Principal` that names these. */
export function principalElement(holders: readonly Holder[]): Json {
  const byType = new Map<string, string[]>();
  for (const { written } of holders) {
    if (written !== 'element') byType.set(written.type, [...(byType.get(written.type) ?? []), written.name]);
  }
  return Object.fromEntries(
    [...byType].map(([type, names]) => [type, names.length === 1 ? names[0] : names]),
  );
}
