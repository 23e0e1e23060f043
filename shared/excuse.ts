import type { Excused } from './ledger/history.ts';
import type { Finding, Subject } from './rules/rule.ts';
import type { Scope } from './rules/scope.ts';
import { exemptionFor, isExemptible } from './standard/exempt.ts';
import { isNamedAnywhere } from './standard/principals.ts';
import type { Exemption } from './standard/standard.ts';

/**
 * Marks the findings that an exemption excuses, for the plan to leave alone, and says so in their evidence: one of the
 * standard, or one that a person gave this thing for a while. A key goes by its approved aliases, and where none are
 * known, by none: who gives it another one must not excuse it. An alias goes by the key it is meant for, and refused calls
 * by whoever made them. Pure.
 */
export function excuse<S extends Scope>(
  findings: readonly Finding[],
  { snapshot, baseline, change, history }: Subject<S>,
  exemptions: readonly Exemption[],
  now: number,
): readonly Finding[] {
  const given = history?.exempt ?? [];
  if (exemptions.length === 0 && given.length === 0) return findings;
  const approved = baseline && 'aliases' in baseline ? baseline.aliases : undefined;
  const about = {
    actorArn: 'withinMinutes' in snapshot ? snapshot.arn : change?.actor.arn,
    account: snapshot.account,
    ...('keyId' in snapshot ? { keyArn: snapshot.arn, aliases: approved } : {}),
    ...('meant' in snapshot ? { keyArn: snapshot.meant?.arn, aliases: snapshot.meant?.aliases } : {}),
  };
  return findings.map((finding) => {
    const { exemption: standing, doubts } = exemptionFor(exemptions, finding.rule, about, now);
    const exemption = standing ?? exemptionGiven(given, finding.rule, change?.actor.arn, now);
    const said = exemption
      ? [`excused by ${exemption.owner} until ${exemption.until}: ${exemption.reason}`]
      : [];
    const evidence = [...finding.evidence, ...said, ...doubts];
    return { ...finding, evidence, ...(exemption && { exemption }) };
  });
}

/** The exemption of this rule that a person gave the thing, and that has not ended, in the words of the standard's. */
function exemptionGiven(
  given: readonly Excused[],
  rule: string,
  actorArn: string | undefined,
  now: number,
): Exemption | undefined {
  if (!isExemptible(rule)) return undefined;
  const found = given.find(
    (each) => each.rules.includes(rule) && isInForce(each, now) && !isNamedAnywhere(each.except, actorArn),
  );
  if (found === undefined) return undefined;
  const { rules, by, why, until } = found;
  return { rules, principals: [], keys: [], owner: by, reason: why, until };
}

/** Whether an exemption still holds: at `until` it has ended. A time that is none has. Pure. */
export const isInForce = ({ until }: Excused, now: number): boolean => now < Date.parse(until);
