import type { NewBaseline } from '../ledger/ledger.ts';
import { judgeEndpointPolicy, meansTheSame } from '../rules/endpoint-policy.ts';
import type { Subject } from '../rules/rule.ts';
import { isSanctioned } from '../rules/sanctioned.ts';
import { originOf } from './adopt.ts';
import { placeOf } from './endpoint-steps.ts';

/**
 * The first baseline of a VPC endpoint that was just created: the policy it was created with, if that complies, and not
 * what has become of it since. Its security groups are another matter.
 */
export function firstEndpoint(
  subject: Subject<'vpc-endpoint'>,
  now: number,
): NewBaseline<'vpc-endpoint'> | undefined {
  const { snapshot, change, baseline, governance } = subject;
  if (change?.operation !== 'CreateVpcEndpoint' || baseline !== undefined) return undefined;
  const { policy } = change.details;
  if (policy === undefined || judgeEndpointPolicy(policy, placeOf(snapshot), governance).length > 0)
    return undefined;
  return { ...originOf(subject, change, 'the endpoint was created, and complies', now), policy };
}

/**
 * The baseline after a pipeline's compliant change of the policy, where the live policy is still the one it wrote. A
 * change of anything else leaves the baseline as it is.
 */
export function adoptedEndpoint(
  subject: Subject<'vpc-endpoint'>,
  now: number,
): NewBaseline<'vpc-endpoint'> | undefined {
  const { snapshot, change } = subject;
  if (change?.operation !== 'ModifyVpcEndpoint' || !isSanctioned(subject)) return undefined;
  const { policy } = change.details;
  if (policy === undefined || !meansTheSame(policy, snapshot.policy, placeOf(snapshot))) return undefined;
  return {
    ...originOf(subject, change, 'a pipeline made a compliant change', now),
    policy: snapshot.policy,
  };
}
