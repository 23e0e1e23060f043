import type { Change } from './events/change.ts';
import { changeIdOf, type Pressed } from './events/decode-press.ts';
import type { Decision } from './ledger/decision.ts';
import type { Finding } from './rules/rule.ts';
import type { Scope } from './rules/scope.ts';
import type { Governance, Standard } from './standard/standard.ts';
import type { Tools } from './tools.ts';
import type { Thing, Ward } from './wards/ward.ts';

/** The ledger knows nothing of the change that somebody pressed a button for, or it is another function's. */
export class UnknownPress extends Error {
  readonly code = 'UNKNOWN_PRESS';
  constructor({ changeId, arn }: Pressed) {
    super(
      `The ledger knows no change ${changeId} of ${arn} that this function could put anything right after.`,
    );
    this.name = 'UnknownPress';
  }
}

/** A change that is judged once more, and what it is judged with. */
export type Again = { readonly change: Change; readonly tools: Tools };

/**
 * What a press of "Revert now" has the guard do: judge the change again, as one of its own, against what is live now, by a
 * standard that has put right what it found then. Nothing is approved by it, and no breaker is overridden.
 *
 * @throws {UnknownPress}
 */
export async function judgedAgain(pressed: Pressed, tools: Tools): Promise<Again> {
  const decision = await tools.ledger.decision(pressed.arn, pressed.changeId);
  // Refused calls changed nothing.
  if (decision === undefined || 'error' in decision.change) throw new UnknownPress(pressed);
  const { by, pressId } = pressed;
  const wards = tools.wards.filter(({ scope }) => scope === decision.scope);
  if (wards.length === 0) throw new UnknownPress(pressed);
  return {
    change: { ...decision.change, id: changeIdOf(pressed) },
    tools: {
      ...tools,
      pressed: { by, pressId },
      standard: raised(tools.standard, decision.findings),
      wards: wards.map((ward) => forOne(ward, decision)),
    },
  };
}

/** The standard by which findings of the same rules are put right, whatever the mode of the class. Pure. */
export function raised(standard: Standard, findings: readonly Finding[]): Standard {
  const found = [...new Set(findings.map(({ rule }) => rule))];
  const raise = (governance: Governance): Governance => ({
    ...governance,
    policy: found.includes('policy-drift') ? { ...governance.policy, wider: 'revert' } : governance.policy,
    rules: {
      ...governance.rules,
      ...Object.fromEntries(
        found.map((rule) => [rule, { ...governance.rules[rule], mode: 'remediate' as const }]),
      ),
    },
  });
  return {
    ...standard,
    defaults: raise(standard.defaults),
    classes: standard.classes.map((each) => ({ ...each, governance: raise(each.governance) })),
  };
}

/**
 * The ward for the one thing that was pressed for. It approves nothing. Where nothing is wrong any more, what was found
 * then is told as already right: somebody waits for an answer.
 */
function forOne<S extends Scope>(
  { first: _, news: __, adopt: ___, ...ward }: Ward<S>,
  { arn, change, findings }: Decision,
): Ward<S> {
  const [, , , region, account] = arn.split(':');
  const thing: Thing = { arn, region: region || change.region, account: account || change.account };
  return { ...ward, find: () => [thing], meanwhile: () => findings };
}
