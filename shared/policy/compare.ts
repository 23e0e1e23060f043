import type { AccessChange, Comparison, Undecided } from './comparison.ts';
import { decide, reference } from './decide.ts';
import { describeActions, describeLevel, describePrincipals } from './explain.ts';
import type { Condition, Policy, Principal, Statement } from './policy.ts';

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
  const confirm = (atoms: readonly Atom[], rising: boolean) =>
    atoms.flatMap((atom) => {
      const change = confirmed(atom, baseline, candidate, rising);
      if (change === undefined && rising) {
        unknown.push({
          reason: `no request was found that tells what ${atom.text} changes`,
          statements: [reference(atom.statement)],
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

type Atom = {
  readonly statement: Statement;
  readonly principal: Principal;
  readonly actions: Set<string>;
  readonly text: string;
};

/** Statements by principal and form, with the actions that go with them. */
function atomsOf(policy: Policy): Map<string, Atom> {
  const atoms = new Map<string, Atom>();
  for (const statement of policy.statements) {
    const { principals, resources, conditions, effect } = statement;
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

const LEVELS = ['denied', 'delegated', 'allowed'];

function confirmed(
  atom: Atom,
  baseline: Policy,
  candidate: Policy,
  rising: boolean,
): AccessChange | undefined {
  const context = Object.fromEntries(
    atom.statement.conditions.flatMap(({ key, values, operator }) =>
      operator === 'Null' ? [] : [[key, values.slice(0, 1)]],
    ),
  );
  for (const action of atom.actions) {
    for (const principal of examples(atom.principal)) {
      const before = decide(baseline, { principal, action, context });
      const after = decide(candidate, { principal, action, context });
      const rise = LEVELS.indexOf(after.decision) - LEVELS.indexOf(before.decision);
      if (rising ? rise > 0 : rise < 0) {
        const verb = describeLevel(after.decision);
        const text = `${describePrincipals({ negated: false, any: [atom.principal] })} ${verb} ${describeActions(atom.actions)}`;
        const statements = rising ? after.statements : before.statements;
        return { principal, action, context, from: before.decision, to: after.decision, statements, text };
      }
    }
  }
  return undefined;
}

/** Callers a principal covers. */
function examples(principal: Principal): readonly string[] {
  switch (principal.kind) {
    case 'anyone':
      return ['arn:aws:iam::444455556666:role/Anyone', 'arn:aws:iam::444455556666:root'];
    case 'account':
      return [`arn:aws:iam::${principal.account}:role/Anyone`, `arn:aws:iam::${principal.account}:root`];
    case 'service':
      return [principal.service];
    case 'federated':
      return principal.provider.startsWith('arn:') ? [principal.provider] : [];
    case 'canonical-user':
    case 'unique-id':
      return [];
    default:
      return [principal.arn];
  }
}
