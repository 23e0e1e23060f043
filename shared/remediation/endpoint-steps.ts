import type { EndpointSnapshot } from '../perimeter/vpc-endpoint.ts';
import { type EndpointPlace, judgeEndpointPolicy, letsSomebodyThrough } from '../rules/endpoint-policy.ts';
import type { Remedy, Subject } from '../rules/rule.ts';
import type { Made } from './plan.ts';

/** Where an endpoint is, as its policy is judged. */
export const placeOf = ({ arn, account }: EndpointSnapshot): EndpointPlace => ({
  account,
  partition: arn.split(':')[1] ?? 'aws',
});

/**
 * What puts a VPC endpoint right: its approved policy, which keeps to the standard and stops nobody's work. Where none
 * is known, nothing is written: who relies on the endpoint is not known either. Pure.
 */
export function endpointSteps(
  remedy: Remedy,
  { baseline, snapshot, governance }: Subject<'vpc-endpoint'>,
): Made {
  if (remedy !== 'restore-endpoint-policy') return { why: `nothing does ${remedy} to a VPC endpoint` };
  if (baseline === undefined)
    return {
      why: 'no approved policy of this endpoint is known to go back to; `kms-guardian render vpc-endpoint-policy` writes one from the standard',
    };
  const { version, policy } = baseline;
  const place = placeOf(snapshot);
  const [still] = judgeEndpointPolicy(policy, place, governance);
  if (still) return { why: `baseline version ${version} itself breaks the standard: ${still.message}` };
  if (!letsSomebodyThrough(policy, place))
    return {
      why: `baseline version ${version} lets nobody through: what relies on the endpoint would stop`,
    };
  return {
    steps: [{ kind: 'put-endpoint-policy', endpointId: snapshot.id, policy, replaces: snapshot.policy }],
  };
}
