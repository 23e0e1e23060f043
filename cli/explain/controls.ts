import type { Controls } from '../../shared/rules/rule.ts';

const publishers: Readonly<Record<keyof Controls, string>> = {
  controlTower: 'AWS Control Tower',
  securityHub: 'AWS Security Hub CSPM',
  cis: 'CIS AWS Foundations Benchmark',
  nist: 'NIST SP 800-53 Rev. 5',
};

/** The controls that a rule serves, a line for each publisher that has one. */
export function describeControls(controls: Controls): readonly string[] {
  return Object.entries(publishers).flatMap(([publisher, name]) => {
    const ids = controls[publisher as keyof Controls] ?? [];
    return ids.length === 0 ? [] : [`${name}: ${ids.join(', ')}`];
  });
}
