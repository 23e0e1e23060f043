import type { Ledger } from '../shared/ledger/ledger.ts';

type Method = (...asked: readonly unknown[]) => Promise<unknown>;

/** A ledger each of whose methods is what `change` makes of it. */
export function eachMethod(ledger: Ledger, change: (method: Method) => Method): Ledger {
  const names = [...Object.getOwnPropertyNames(Object.getPrototypeOf(ledger)), ...Object.keys(ledger)];
  const methods = names.flatMap((name) => {
    const method: unknown = Reflect.get(ledger, name);
    return typeof method === 'function' && name !== 'constructor'
      ? [[name, change(method.bind(ledger))]]
      : [];
  });
  // The methods of a ledger, and nothing else, have been changed.
  return Object.fromEntries(methods) as Ledger;
}
