import type { Ec2 } from '../aws/ec2.ts';
import type { Change } from '../events/change.ts';
import { endpointId, findEndpoints, kmsServices, readEndpoint } from '../perimeter/read-vpc-endpoint.ts';
import { adoptedEndpoint, firstEndpoint } from '../remediation/adopt-endpoint.ts';
import { endpointSteps } from '../remediation/endpoint-steps.ts';
import { endpointStateFor } from '../remediation/state-for.ts';
import type { Step, Taken } from '../remediation/step.ts';
import { judgeAs } from '../rules/judge.ts';
import type { AnyRule, Finding, Subject } from '../rules/rule.ts';
import { isOwn } from '../rules/sanctioned.ts';
import { vpcEndpointPolicy } from '../rules/vpc-endpoint-policy.ts';
import { classOf } from '../standard/match.ts';
import { NoSuchStep } from './no-such-step.ts';
import type { Thing, Ward } from './ward.ts';

/** EC2 does not know an endpoint yet that was created: it tells of new things after a while. */
export class EndpointNotThere extends Error {
  readonly code = 'ENDPOINT_NOT_THERE';
  constructor(id: string) {
    super(`EC2 does not know ${id}, which was just created. The event will be delivered again.`);
    this.name = 'EndpointNotThere';
  }
}

/**
 * Looks after the VPC endpoints of KMS; those of other services are nobody's. An endpoint has neither tags nor aliases
 * that a class could go by, so its class is one that asks for neither: by account and Region, or the default.
 */
export function vpcEndpointWard(ec2: (region: string) => Promise<Ec2>): Ward<'vpc-endpoint'> {
  return {
    scope: 'vpc-endpoint',
    find: (change) => find(change, ec2),
    read: async (thing) => readEndpoint(await ec2(thing.region), thing),
    classOf: (standard, { account, region }) => classOf(standard, { account, region, tags: {}, aliases: [] }),
    first: (subject, _rules, now) => firstEndpoint(subject, now),
    // A hole in the network is no reason to forget which policy a pipeline set.
    barsAdoption: ({ rule }) => rule === vpcEndpointPolicy.id,
    adopt: adoptedEndpoint,
    meanwhile: openMeanwhile,
    stateFor: endpointStateFor,
    stepsFor: endpointSteps,
    take: async (step, thing) => take(step, thing, await ec2(thing.region)),
  };
}

async function find(change: Change, ec2: (region: string) => Promise<Ec2>): Promise<readonly Thing[]> {
  switch (change.operation) {
    case 'CreateVpcEndpoint': {
      const { endpointId: id, service } = change.details;
      if (id === undefined || (service !== undefined && !kmsServices(change.region).includes(service)))
        return [];
      const found = await findEndpoints(await ec2(change.region), change, { id });
      if (found.length === 0 && service !== undefined) throw new EndpointNotThere(id);
      return found;
    }
    case 'ModifyVpcEndpoint': {
      const { endpointId: id } = change.details;
      return id === undefined ? [] : findEndpoints(await ec2(change.region), change, { id });
    }
    case 'AuthorizeSecurityGroupIngress':
    case 'ModifySecurityGroupRules':
      // Of a group that the record does not tell, any endpoint may be concerned.
      return findEndpoints(await ec2(change.region), change, { groupId: change.details.groupId });
    default:
      return [];
  }
}

async function take(step: Step, { arn }: Thing, ec2: Ec2): Promise<Taken> {
  if (step.kind !== 'put-endpoint-policy') throw new NoSuchStep(step.kind, 'a VPC endpoint');
  await ec2.modifyVpcEndpoint({ VpcEndpointId: endpointId(arn), PolicyDocument: step.policy });
  return { outcome: 'done' };
}

/** What an endpoint lets through by the policy that it gets where none is given, or back where that is reset. */
const DEFAULT_POLICY = JSON.stringify({
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
});

/** Whom a policy let through that is no longer live: people are told all the same. */
function openMeanwhile(subject: Subject<'vpc-endpoint'>, rules: readonly AnyRule[]): readonly Finding[] {
  const { change, snapshot } = subject;
  if (change?.operation !== 'ModifyVpcEndpoint' || isOwn(subject)) return [];
  const policy = change.details.resetPolicy ? DEFAULT_POLICY : change.details.policy;
  if (policy === undefined || policy === snapshot.policy) return [];
  return judgeAs('vpc-endpoint', rules, { ...subject, snapshot: { ...snapshot, policy } });
}
