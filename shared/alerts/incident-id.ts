import { createHash } from 'node:crypto';
import type { Decision } from '../ledger/decision.ts';
import { causeOf } from './cause.ts';
import { plainText } from './plain-text.ts';
import type { Summary } from './summary.ts';

/** The longest ID that every service takes: Security Hub's. */
const LONGEST = 512;

/** What other systems know an incident by: the same for one thing and cause, however often it is told. */
export function incidentIdOf(decision: Pick<Decision, 'arn' | 'findings'>): string {
  return bounded(`kms-guardian/${decision.arn}/${causeOf(decision)}`);
}

/** The same for a summary: a mass event keeps its own as it goes on, because its first change stays the first. */
export function summaryIdOf({ kind, account, region, since }: Summary): string {
  return bounded(`kms-guardian/${kind}/${account ?? 'several'}/${region ?? 'several'}/${since}`);
}

/** A text that is too long ends in the digest of all of it, so that two never become one. */
export function bounded(text: string, longest = LONGEST): string {
  const id = plainText(text);
  if (id.length <= longest) return id;
  const digest = createHash('sha256').update(id).digest('hex');
  return `${id.slice(0, longest - digest.length - 1).replace(/[\uD800-\uDBFF]$/, '')}~${digest}`;
}
