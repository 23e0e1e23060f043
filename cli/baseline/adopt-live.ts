import { randomUUID } from 'node:crypto';
import { allRules } from '../../shared/duties.ts';
import type { Actor } from '../../shared/events/actor.ts';
import { readKey } from '../../shared/keys/read.ts';
import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import type { Baseline } from '../../shared/ledger/ledger.ts';
import { whyUnsafe } from '../../shared/remediation/safe-policy.ts';
import { judge } from '../../shared/rules/judge.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { classOf } from '../../shared/standard/match.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import type { Connection } from '../operate/connection.ts';
import { holding } from '../operate/hold.ts';
import type { keyNamed } from '../operate/thing.ts';

/** What becomes of an adoption: a baseline, or the reasons against it. */
export type Adoption =
  | { readonly baseline: Baseline; readonly replaces?: Baseline }
  | { readonly refused: string; readonly findings: readonly Finding[] };

/**
 * Makes what a key is now its baseline, by a person's decision. Refused where its policy breaks a rule, or nobody could
 * change it any more: the guardian would not write such a baseline back.
 *
 * @throws {ThingIsHeld} what AWS answers
 */
export function adoptLive(
  key: ReturnType<typeof keyNamed>,
  { standard, by, why }: { readonly standard: Standard; readonly by: Actor; readonly why: string },
  connection: Connection,
): Promise<Adoption> {
  return holding(key.arn, 'adopt', connection, async () => {
    const { ledger, clients, now } = connection;
    const [snapshot, before] = await Promise.all([
      readKey(clients.kms(key.region), key),
      ledger.baseline(key.arn),
    ]);
    const refusal = whyRefused(snapshot, before, standard);
    if (refusal !== undefined) return refusal;
    const { arn, policy, state, rotation, aliases, tags } = snapshot;
    const at = new Date(now()).toISOString();
    const creator = before?.creator;
    const baseline = await ledger.adopt<'key'>({
      arn,
      adoptedAt: at,
      changeId: `adopt-${randomUUID()}`,
      by,
      why,
      policy,
      policyAt: at,
      state,
      rotation,
      aliases,
      tags,
      ...(creator === undefined ? {} : { creator }),
    });
    return { baseline, ...(before && { replaces: before }) };
  });
}

function whyRefused(
  snapshot: KeySnapshot,
  baseline: Baseline | undefined,
  standard: Standard,
): Extract<Adoption, { readonly refused: string }> | undefined {
  const { state, arn, account, policy } = snapshot;
  if (state !== 'Enabled' && state !== 'Disabled' && state !== 'PendingImport')
    return { refused: `The key is ${state}: that is no state to go back to.`, findings: [] };
  // By the labels that were approved, as the guardian judges it; those of the key where none are.
  const { tags = snapshot.tags, aliases = snapshot.aliases } = baseline ?? {};
  const { governance } = classOf(standard, { account, region: snapshot.region, tags, aliases });
  const rules = allRules.filter(({ area }) => area === 'policy');
  // Against itself: that it differs from what was approved before is the very reason to adopt it.
  const findings = judge(rules, { snapshot, governance });
  if (findings.length > 0) return { refused: 'The key policy breaks the standard.', findings };
  const unsafe = whyUnsafe(policy, policy, { account, key: arn });
  return unsafe === undefined
    ? undefined
    : { refused: `The guardian could not write this policy back: ${unsafe}.`, findings: [] };
}
