import type { Example, Rule, Subject } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import type { Entry } from './catalogue.ts';
import { exampleSubject } from './example-subject.ts';
import { scopeOf } from './starting-things.ts';

/** The rules that read each field of the standard in one of their examples: `creation.specs` to their IDs. */
export function readersOf(entries: readonly Entry[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, readonly string[]>();
  for (const { rule, wrong, right } of entries) {
    const read = new Set<string>();
    for (const { example } of [...wrong, ...right]) check(rule as Rule<Scope>, example, read);
    for (const field of read) readers.set(field, [...(readers.get(field) ?? []), rule.id]);
  }
  return readers;
}

function check(rule: Rule<Scope>, example: Example<Scope>, read: Set<string>): void {
  const subject: Subject<Scope> = exampleSubject<Scope>(example, scopeOf(rule));
  rule.check({ ...subject, governance: watched(subject.governance, read) });
}

/** The same governance, which notes the fields that are read: those of a section, or what has no section. */
function watched(governance: Governance, read: Set<string>): Governance {
  const note = <T extends object>(section: T, prefix: string): T =>
    new Proxy(section, {
      get(target, name, receiver) {
        const value: unknown = Reflect.get(target, name, receiver);
        const path = `${prefix}${String(name)}`;
        if (typeof value === 'object' && value !== null && !Array.isArray(value) && prefix === '')
          return note(value, `${path}.`);
        read.add(path);
        return value;
      },
    });
  return note(governance, '');
}
