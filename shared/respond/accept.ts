import { approve } from '../approve.ts';
import { describeActor } from '../events/describe-actor.ts';
import { holding } from '../hold.ts';
import { policyDigest } from '../keys/policy-digest.ts';
import type { Decision } from '../ledger/decision.ts';
import type { History } from '../ledger/history.ts';
import type { Baseline, Lease } from '../ledger/ledger.ts';
import { actorOf, type Done, type Edges, nameOf, type Permitted, patience, repeated } from './pressing.ts';

/**
 * Makes the live policy of a key its baseline, if it is still the one of the change, and keeps to the standard.
 *
 * @throws {ThingIsHeld} what AWS answers
 */
export async function accept({ decision, responder }: Permitted, edges: Edges): Promise<Done> {
  const { arn, scope, change } = decision;
  const policy =
    scope === 'key' && 'details' in change && change.operation === 'PutKeyPolicy' && change.details.policy;
  if (!policy) return { outcome: 'refused', said: 'Only a change of a key policy can become the baseline.' };
  const changeId = `accept-${decision.changeId}`;
  const take = async ({ history }: Lease): Promise<Done> => {
    const [snapshot, before] = await Promise.all([edges.readKey(arn), edges.ledger.baseline(arn)]);
    if (before?.changeId === changeId || (before && isSame(before.policy, policy)))
      return repeated(describeActor(before.by), before.adoptedAt);
    if (!isSame(snapshot.policy, policy) || isReplaced(decision, before, history))
      return {
        outcome: 'moved-on',
        said: 'It has moved on: the policy of the key is no longer the one that this change made, or was put there once more since. Nothing was accepted.',
      };
    const by = nameOf(responder);
    const approval = await approve(
      { snapshot, before },
      {
        standard: edges.standard,
        by: actorOf(responder),
        why: `accepted by a button beneath the alert on change ${decision.changeId}`,
        changeId,
        what: 'policy',
        policyAt: change.at,
      },
      edges,
    );
    if ('refused' in approval) {
      const rules = [...new Set(approval.findings.map(({ rule }) => rule))];
      const broken = rules.length === 0 ? '' : ` It breaks ${rules.join(', ')}.`;
      return { outcome: 'refused', said: `${approval.refused}${broken} Nothing was accepted.` };
    }
    const { version } = approval.baseline;
    return {
      outcome: 'done',
      said: `Accepted: the policy is the baseline of the key now, version ${version}.`,
      everybody: `${by}, accepted the policy as the baseline of the key, version ${version}.`,
    };
  };
  return holding(arn, 'accept', edges, take, patience);
}

/**
 * Whether another policy stood there since: approved, or put back by the guardian. The same one is then another change's,
 * perhaps of whoever presses.
 */
function isReplaced(
  { change, decidedAt }: Decision,
  before: Baseline | undefined,
  { lastWrite }: History,
): boolean {
  const approvedAt = Date.parse(before?.policyAt ?? '');
  const putBackAt = lastWrite?.policy?.at ?? Number.NaN;
  return approvedAt > Date.parse(change.at) || putBackAt > Date.parse(decidedAt);
}

const isSame = (one: string, other: string) => policyDigest(one) === policyDigest(other);
