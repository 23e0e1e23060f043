import type { Decision } from '../../ledger/decision.ts';

const gained = 'gained: ';

/** Rules about the call itself, which is over once it is made. */
const momentary: readonly string[] = ['root-activity', 'lockout-check-bypassed'];

/** What followed from what these rules found. */
const consequences: Readonly<Record<string, string>> = {
  'alias-hijack': 'Calls that name the alias did not reach the key it is meant for',
  'tag-tampering': 'Whatever goes by these tags could be decided wrongly',
  'kms-logged': 'The trail did not log every KMS call',
  'vpc-endpoint-policy': 'The VPC endpoint let through more than the standard allows',
  'vpc-endpoint-network': 'The VPC endpoint could be reached from where the standard does not allow it',
  'deletion-scp': 'No service control policy kept others from destroying keys of the account',
};

/** What was open or at risk because of the change, and for how long. */
export function exposureOf(decision: Decision): readonly string[] {
  const { change, findings } = decision;
  const period = periodOf(decision);
  const access = findings.flatMap(({ evidence }) => evidence.filter((line) => line.startsWith(gained)));
  const given = [...new Set(access)].map((line) => `${line.slice(gained.length)} (${period})`);
  if (given.length > 0) return given;
  if ('error' in change) return ['Nothing: the calls were refused.'];
  switch (change.operation) {
    case 'ScheduleKeyDeletion':
      return [
        `Everything encrypted under the key could not be decrypted (${period}); once deleted, never again.`,
      ];
    case 'DisableKey':
    case 'DeleteImportedKeyMaterial':
      return [`Everything encrypted under the key could not be decrypted (${period}).`];
    case 'DisconnectCustomKeyStore':
      return [`Everything encrypted under a key of the key store could not be decrypted (${period}).`];
    case 'DisableKeyRotation':
    case 'EnableKeyRotation':
      return [
        'No access was given. The key material would have stayed in use for longer than the standard allows.',
      ];
    default: {
      const lasting = findings.filter(({ rule }) => !momentary.includes(rule));
      return [...new Set(lasting.map(({ rule }) => consequences[rule] ?? 'It broke the standard'))].map(
        (consequence) => `${consequence} (${period}).`,
      );
    }
  }
}

/** For how long something was open or at risk; undefined where nothing was. */
export function exposedFor(decision: Decision): string | undefined {
  const period = periodOf(decision);
  return exposureOf(decision).some((line) => line.includes(period)) ? period : undefined;
}

/** CloudTrail's time has whole seconds, so a length of time is never told finer. */
function periodOf({ change, outcome, steps, decidedAt }: Decision): string {
  if (outcome === 'already-right') return `from ${change.at} until it was put right`;
  if (outcome !== 'remediated') return `since ${change.at}, and still`;
  const ends = steps.flatMap((step) => (step.outcome === 'done' ? [Date.parse(step.at)] : []));
  const end = ends.length > 0 ? Math.max(...ends) : Date.parse(decidedAt);
  const seconds = Math.max(1, Math.ceil((end - Date.parse(change.at)) / 1000));
  return `for about ${seconds} s`;
}
