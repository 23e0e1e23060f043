import { KEY_ACTIONS } from '../../../shared/policy/actions.ts';
import { actionsThatCarry } from '../../../shared/policy/condition-keys.ts';

const known = new Map<string, ReadonlySet<string>>();

function carriersOf(key: string): ReadonlySet<string> {
  let carriers = known.get(key);
  if (carriers === undefined) {
    carriers = actionsThatCarry(key) ?? KEY_ACTIONS;
    known.set(key, carriers);
  }
  return carriers;
}

/** Whether requests for the action can carry the condition key. */
export const carries = (action: string, key: string) => carriersOf(key).has(action);

/** An action whose requests can carry the key. */
export const actionThatCarries = (key: string) => [...carriersOf(key)][0] ?? 'kms:Decrypt';
