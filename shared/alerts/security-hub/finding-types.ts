import type { Decision } from '../../ledger/decision.ts';

/**
 * What kind of finding this is, in Security Hub's taxonomy `namespace/category`; OCSF takes the same words.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-type-taxonomy.html
 */
export function findingTypes({ change, findings, scope }: Decision): string[] {
  const gave = findings.some(({ evidence }) => evidence.some((line) => line.startsWith('gained: ')));
  return [
    'Software and Configuration Checks/AWS Security Best Practices',
    ...(gave ? ['Effects/Data Exposure'] : []),
    ...(destructive.includes(change.operation) ? ['Effects/Data Destruction'] : []),
    ...(scope === 'trail' ? ['TTPs/Defense Evasion'] : []),
    ...('error' in change ? ['Unusual Behaviors/User'] : []),
  ];
}

const destructive: readonly string[] = ['ScheduleKeyDeletion', 'DeleteImportedKeyMaterial'];
