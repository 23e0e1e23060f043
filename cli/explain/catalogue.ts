import { isRecord } from '../../shared/events/json.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { AnyRule, Area, Example, Examples, Violation } from '../../shared/rules/rule.ts';
import type { Scope } from '../../shared/rules/scope.ts';
import { findingsIn } from './example-subject.ts';

/** An example of a rule, and what the rule finds in it. */
export type Shown = { readonly example: Example<Scope>; readonly found: readonly Violation[] };

/** A rule with its examples. */
export type Entry = {
  readonly rule: AnyRule;
  readonly wrong: readonly Shown[];
  readonly right: readonly Shown[];
};

/** The file of a rule exports no examples. */
export class NoExamples extends Error {
  readonly code = 'NO_EXAMPLES';
  constructor(id: string) {
    super(`shared/rules/${id}.ts exports no examples. Add "export const examples: Examples" to it.`);
    this.name = 'NoExamples';
  }
}

/** The rule with its examples, read from its file: the index of all rules leaves them out of the Lambdas. */
export async function entryOf(rule: AnyRule): Promise<Entry> {
  const file: unknown = await import(`../../shared/rules/${rule.id}.ts`);
  if (!isRecord(file) || !isRecord(file.examples)) throw new NoExamples(rule.id);
  const { wrong, right } = file.examples as Examples<Scope>;
  const show = (example: Example<Scope>): Shown => ({ example, found: findingsIn(rule, example) });
  return { rule, wrong: wrong.map(show), right: right.map(show) };
}

/** The areas, in the order of a key's life. */
export const areas: readonly Area[] = [
  'creation',
  'policy',
  'grants',
  'deletion',
  'labels',
  'monitoring',
  'perimeter',
];

/** All rules, area by area. */
export const rulesByArea: readonly AnyRule[] = areas.flatMap((area) =>
  allRules.filter((rule) => rule.area === area),
);
