import { allRules } from '../../shared/duties.ts';
import { excuse } from '../../shared/excuse.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import type { Baseline } from '../../shared/ledger/ledger.ts';
import { judge } from '../../shared/rules/judge.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import { classOf } from '../../shared/standard/match.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import type { ScannedKey } from './result.ts';

/**
 * Judges a key as it is, as the guard does where there is no change. Pure.
 *
 * @param at when, in milliseconds since the epoch
 */
export function judgeKey(
  snapshot: KeySnapshot,
  {
    standard,
    at,
    baseline,
  }: { readonly standard: Standard; readonly at: number; readonly baseline?: Baseline },
): ScannedKey {
  const { arn, keyId, account, region, state, aliases, tags, grantsCut } = snapshot;
  // By the labels that were approved: who changes a tag must not choose the rules for it.
  const { name, governance } = classOf(standard, {
    account,
    region,
    tags: baseline?.tags ?? tags,
    aliases: baseline?.aliases ?? aliases,
  });
  const subject: Subject = { snapshot, governance, at, ...(baseline && { baseline }) };
  return {
    arn,
    keyId,
    account,
    region,
    state,
    aliases,
    tags,
    keyClass: name,
    findings: excuse(judge(allRules, subject), subject, standard.exemptions, at),
    ...(grantsCut === undefined ? {} : { gap: grantsCut }),
  };
}
