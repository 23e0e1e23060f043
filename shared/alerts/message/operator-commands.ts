import type { Decision } from '../../ledger/decision.ts';
import { undoOf } from '../../remediation/undo.ts';

/** What a person types to have it back as the change made it; undefined where there is nothing to undo. */
export function undoCommand(decision: Decision): string | undefined {
  const { arn, changeId } = decision;
  return 'why' in undoOf(decision) ? undefined : `kms-guardian undo ${word(changeId)} --on ${word(arn)}`;
}

/** What a person types to close the breaker that holds it: that of the whole account, or that of the thing. */
export function closeCommand(decision: Decision): string {
  const { arn, change } = decision;
  const { account, region } = change;
  const which = isAccounts(decision) ? `--account ${word(account)} --region ${word(region)}` : word(arn);
  return `kms-guardian breaker close ${which} --why REASON`;
}

/** Whether the breaker that held it is that of the whole account, as `throughBreakers` says it. */
export const isAccounts = ({ why = '' }: Pick<Decision, 'why'>): boolean =>
  why.startsWith('in the whole account');

/** One word to a POSIX shell: quoted only where it has to be, since it is read as well. */
const word = (text: string) => (/^[\w:/.@+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
