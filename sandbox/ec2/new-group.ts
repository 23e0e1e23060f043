import type { SecurityGroup } from './group.ts';
import type { Scene } from './operation.ts';
import type { Rule } from './rule.ts';
import type { Tags } from './tags.ts';

type New = {
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly tags?: Tags;
};

/** A new group: nothing may come in, and everything may go out. */
export function addGroup({ name, description, vpcId, tags = new Map() }: New, scene: Scene): SecurityGroup {
  const { account, region, partition, place, newId } = scene;
  const id = newId('sg');
  const group = {
    id,
    arn: `arn:${partition}:ec2:${region}:${account}:security-group/${id}`,
    name,
    description,
    vpcId,
    owner: account,
    tags,
    rules: [everything({ kind: 'cidrIpv4', peer: '0.0.0.0/0' }, true, scene)],
  };
  place.groups.set(id, group);
  return group;
}

/**
 * The group that each VPC has from the start, into which its own members may send everything. The sandbox has no
 * VPCs, so it makes the group when a VPC is first named.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function defaultGroup(vpcId: string, scene: Scene): SecurityGroup {
  const { place, account } = scene;
  const found = [...place.groups.values()].find((group) => group.vpcId === vpcId && group.name === 'default');
  if (found) return found;
  const made = addGroup({ name: 'default', description: 'default VPC security group', vpcId }, scene);
  const own = everything({ kind: 'group', peer: made.id, account }, false, scene);
  const group = { ...made, rules: [own, ...made.rules] };
  place.groups.set(group.id, group);
  return group;
}

function everything(source: Rule['source'], egress: boolean, { newId }: Scene): Rule {
  return { id: newId('sgr'), egress, protocol: '-1', fromPort: -1, toPort: -1, source };
}
