import type { Finding, Subject } from './rules/rule.ts';
import type { Scope } from './rules/scope.ts';
import { exemptionFor } from './standard/exempt.ts';
import type { Exemption } from './standard/standard.ts';

/**
 * Marks the findings that an exemption excuses, for the plan to leave alone, and says so in their evidence. A key goes by
 * its approved aliases, and where none are known, by none: who gives it another one must not excuse it. An alias goes by
 * the key it is meant for, and refused calls by whoever made them. Pure.
 */
export function excuse<S extends Scope>(
  findings: readonly Finding[],
  { snapshot, baseline, change }: Subject<S>,
  exemptions: readonly Exemption[],
  now: number,
): readonly Finding[] {
  if (exemptions.length === 0) return findings;
  const approved = baseline && 'aliases' in baseline ? baseline.aliases : undefined;
  const about = {
    actorArn: 'withinMinutes' in snapshot ? snapshot.arn : change?.actor.arn,
    account: snapshot.account,
    ...('keyId' in snapshot ? { keyArn: snapshot.arn, aliases: approved } : {}),
    ...('meant' in snapshot ? { keyArn: snapshot.meant?.arn, aliases: snapshot.meant?.aliases } : {}),
  };
  return findings.map((finding) => {
    const { exemption, doubts } = exemptionFor(exemptions, finding.rule, about, now);
    const said = exemption
      ? [`excused by ${exemption.owner} until ${exemption.until}: ${exemption.reason}`]
      : [];
    const evidence = [...finding.evidence, ...said, ...doubts];
    return { ...finding, evidence, ...(exemption && { exemption }) };
  });
}
