import type { AnyRule, Finding, Rule, Subject, Violation } from './rule.ts';
import { severities } from './rule.ts';
import type { Scope } from './scope.ts';

/** Runs the rules on keys over one key; the findings come worst first. Pure. */
export function judge(rules: readonly AnyRule[], subject: Subject): readonly Finding[] {
  return judgeAs('key', rules, subject);
}

/** The same for whatever kind of thing. */
export function judgeAs<S extends Scope>(
  scope: S,
  rules: readonly AnyRule[],
  subject: Subject<S>,
): readonly Finding[] {
  return rules
    .filter((rule): rule is AnyRule & Rule<S> => (rule.scope ?? 'key') === scope)
    .flatMap((rule) => rule.check(subject).map((violation) => toFinding(rule, violation, subject)))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function toFinding<S extends Scope>(
  rule: AnyRule,
  violation: Violation,
  { governance }: Subject<S>,
): Finding {
  return {
    rule: rule.id,
    fix: rule.fix,
    evidence: [],
    statements: [],
    ...violation,
    severity: governance.rules[rule.id]?.severity ?? violation.severity ?? rule.severity,
  };
}
