import type { Finding, Rule, Subject } from './rule.ts';
import { severities } from './rule.ts';

/** Runs the rules over one key; the findings come worst first. Pure. */
export function judge(rules: readonly Rule[], subject: Subject): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(subject).map((violation) => toFinding(rule, violation, subject)))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function toFinding(
  rule: Rule,
  violation: ReturnType<Rule['check']>[number],
  { governance }: Subject,
): Finding {
  return {
    rule: rule.id,
    severity: governance.rules[rule.id]?.severity ?? rule.severity,
    fix: rule.fix,
    evidence: [],
    statements: [],
    ...violation,
  };
}
