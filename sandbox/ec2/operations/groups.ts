import { invalidValue, refused } from '../errors.ts';
import { required, wellFormed } from '../input.ts';
import { addGroup, defaultGroup } from '../new-group.ts';
import type { Operation } from '../operation.ts';
import { tagSet, tagsIn } from '../tags.ts';

/** The operations that change which security groups there are. */
export const groupOperations: Readonly<Record<string, Operation>> = {
  /** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
  CreateSecurityGroup: {
    record: 'plain',
    takes: ['GroupDescription', 'GroupName', 'TagSpecification', 'VpcId'],
    run(parameters, scene) {
      const name = required(parameters, 'GroupName');
      const description = required(parameters, 'GroupDescription');
      // No account of the sandbox has a default VPC.
      if (!parameters.has('VpcId')) throw refused('VPCIdNotSpecified', 'No default VPC for this user');
      const vpcId = wellFormed('vpc', required(parameters, 'VpcId'));
      if (name.startsWith('sg-'))
        throw invalidValue(`Invalid value '${name}' for groupName. It may not be in the format sg-*`);
      defaultGroup(vpcId, scene);
      if ([...scene.place.groups.values()].some((group) => group.vpcId === vpcId && group.name === name))
        throw refused(
          'InvalidGroup.Duplicate',
          `The security group '${name}' already exists for VPC '${vpcId}'`,
        );
      const { id, arn, tags } = addGroup(
        { name, description, vpcId, tags: tagsIn(parameters, 'security-group') },
        scene,
      );
      return {
        return: true,
        groupId: id,
        tagSet: tags.size > 0 ? tagSet(tags) : undefined,
        securityGroupArn: arn,
      };
    },
  },
};
