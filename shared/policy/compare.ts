import type { Comparison, Undecided } from './comparison.ts';
import { reference } from './decide.ts';
import { describePrincipals } from './explain.ts';
import { isAboutKey } from './matching.ts';
import type { Condition, Policy, Statement } from './policy.ts';
import { type Atom, WitnessSearch } from './witness.ts';

/**
 * Compares two policies of one key by form: each statement taken apart into effect, principal, action, resource and
 * conditions. Order and spelling do not matter. What differs in form and no request confirms is unknown.
 */
export function comparePolicies(baseline: Policy, candidate: Policy): Comparison {
  const before = atomsOf(baseline);
  const after = atomsOf(candidate);
  const gainedFrom = [...added(before, after, 'Allow'), ...added(after, before, 'Deny')];
  const lostFrom = [...added(after, before, 'Allow'), ...added(before, after, 'Deny')];
  const unknown: Undecided[] = [];
  const search = new WitnessSearch(baseline, candidate);
  const confirm = (atoms: readonly Atom[], rising: boolean) =>
    atoms.flatMap((atom) => {
      const change = search.find(atom, rising);
      if (change === undefined && rising) {
        unknown.push({
          reason: `no request was found that tells what ${atom.text} changes`,
          statements: candidate.statements.includes(atom.statement) ? [reference(atom.statement)] : [],
        });
      }
      return change ?? [];
    });
  const gained = confirm(gainedFrom, true);
  const lost = confirm(lostFrom, false);
  return {
    relation: relate(gained.length > 0, lostFrom.length > 0, unknown.length > 0),
    gained,
    lost,
    unknown,
  };
}

function relate(gained: boolean, lost: boolean, unknown: boolean): Comparison['relation'] {
  if (unknown && !gained) return 'unknown';
  if (gained) return lost ? 'incomparable' : 'wider';
  return lost ? 'narrower' : 'equivalent';
}

/** Statements by principal and form, with the actions that go with them. */
function atomsOf(policy: Policy): Map<string, Atom> {
  const atoms = new Map<string, Atom>();
  for (const statement of policy.statements) {
    const { principals, resources, conditions, effect } = statement;
    if (!isAboutKey(statement, policy)) {
      continue;
    }
    const shape = JSON.stringify([
      effect,
      policy.version,
      resources.negated,
      [...resources.any].sort(),
      conditions.map(form).sort(),
    ]);
    for (const principal of principals.negated ? principals.any.slice(0, 1) : principals.any) {
      const who = principals.negated
        ? ['not', ...principals.any.map((each) => JSON.stringify(each)).sort()]
        : principal;
      if (!principals.negated && (principal.kind === 'unique-id' || principal.kind === 'canonical-user')) {
        continue; // They cover nobody.
      }
      const id = `${shape}${JSON.stringify(who)}`;
      const known = atoms.get(id);
      const text = `${effect} ${describePrincipals({ negated: principals.negated, any: principals.negated ? principals.any : [principal] })}`;
      atoms.set(id, {
        statement,
        principal,
        text,
        actions: new Set([...(known?.actions ?? []), ...statement.actions]),
      });
    }
  }
  return atoms;
}

function form(condition: Condition): string {
  const { key, values, operator, ifExists, quantifier } = condition;
  return JSON.stringify([
    quantifier ?? '',
    operator.replace(/^Arn(Not)?Equals$/, 'Arn$1Like'),
    ifExists,
    key.toLowerCase(),
    [...new Set(values)].sort(),
  ]);
}

/** What `after` has of this effect and `before` has not. */
function added(before: Map<string, Atom>, after: Map<string, Atom>, effect: Statement['effect']): Atom[] {
  return [...after].flatMap(([id, atom]) => {
    const actions = new Set([...atom.actions].filter((action) => !before.get(id)?.actions.has(action)));
    return atom.statement.effect === effect && actions.size > 0 ? [{ ...atom, actions }] : [];
  });
}
