import { conditionKey } from '../../../shared/policy/condition-keys.ts';
import type { Context, Policy, Request } from '../../../shared/policy/policy.ts';
import { carries } from './carried.ts';
import type { Classes } from './classes.ts';
import { riseOf } from './soundness.ts';

/** Whether the answer to any request is higher, and to any lower, by the candidate than by the baseline. */
export type Changes = { readonly rises: boolean; readonly falls: boolean };

/** What `decide` answers to one request of each class; undefined where these are more than `most`. */
export function changesByEnumeration(
  baseline: Policy,
  candidate: Policy,
  classes: Classes,
  most: number,
): Changes | undefined {
  if (countOf(classes) > most) {
    return undefined;
  }
  let [rises, falls] = [false, false];
  for (const request of requestsOf(classes)) {
    const rise = riseOf(baseline, candidate, request);
    rises ||= rise > 0;
    falls ||= rise < 0;
    if (rises && falls) {
      break;
    }
  }
  return { rises, falls };
}

function countOf({ callers, actions, values }: Classes): number {
  const contexts = (action: string) =>
    [...values].reduce((product, [key, each]) => {
      const carried = isSingle(key) ? each.length + 1 : 2 ** each.length;
      return carries(action, key) ? product * carried : product;
    }, 1);
  return actions.reduce((sum, action) => sum + contexts(action), 0) * callers.length;
}

function* requestsOf({ callers, actions, values }: Classes): Iterable<Request> {
  for (const action of actions) {
    const contexts = contextsFor(action, values);
    for (const caller of callers) {
      for (const context of contexts) {
        yield { principal: caller.principal, action, context: { ...caller.context, ...context } };
      }
    }
  }
}

const isSingle = (key: string) => conditionKey(key)?.multivalued === false;

/** Every context that a request for the action can have. */
function contextsFor(action: string, values: Classes['values']): readonly Context[] {
  let contexts: readonly Context[] = [{}];
  for (const [key, each] of values) {
    if (carries(action, key)) {
      const carried = isSingle(key) ? each : listsOf(each);
      const more = carried.flatMap((value) => contexts.map((context) => ({ ...context, [key]: value })));
      contexts = [...contexts, ...more];
    }
  }
  return contexts;
}

/** Every list of at least one of the values, without regard to order. */
function listsOf(values: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: 2 ** values.length - 1 }, (_, number) =>
    values.filter((_value, at) => (number + 1) & (1 << at)),
  );
}
