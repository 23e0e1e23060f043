import { allRules } from '../duties.ts';
import type { Decision } from '../ledger/decision.ts';
import type { Duty } from '../rules/rule.ts';
import type { Scope } from '../rules/scope.ts';

type FunctionName = Exclude<Duty, 'every'>;

/** The functions that look after each kind of thing. */
const lookAfter: Readonly<Record<Scope, readonly FunctionName[]>> = {
  key: ['policy', 'lifecycle', 'rotation', 'grants', 'labels'],
  alias: ['labels'],
  'key-store': ['lifecycle'],
  trail: ['perimeter'],
  'vpc-endpoint': ['perimeter'],
  account: ['perimeter'],
  principal: ['perimeter'],
};

/**
 * The function of the guard that may put right what was found: the one whose duty most of the rules are. Undefined where
 * it is nobody's. Pure.
 */
export function dutyOf({ scope, findings }: Pick<Decision, 'scope' | 'findings'>): FunctionName | undefined {
  const duties = findings.map(({ rule }) => [allRules.find(({ id }) => id === rule)?.duty ?? []].flat());
  const named = (name: FunctionName) => duties.filter((each) => each.includes(name)).length;
  const counted = lookAfter[scope].map((name) => ({ name, count: named(name) }));
  const best = counted.reduce((one, other) => (other.count > one.count ? other : one));
  const anyones = duties.some((each) => each.includes('every'));
  return best.count > 0 || anyones ? best.name : undefined;
}
