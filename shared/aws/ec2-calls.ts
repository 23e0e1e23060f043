import {
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  type EC2ClientConfig,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import type { Ec2 } from './ec2.ts';

/** The calls, by a client of these settings. */
export function ec2Calls(config: EC2ClientConfig): Ec2 {
  const client = new EC2Client(config);
  return {
    describeVpcEndpoints: (request) => client.send(new DescribeVpcEndpointsCommand(request)),
    describeSecurityGroups: (request) => client.send(new DescribeSecurityGroupsCommand(request)),
    modifyVpcEndpoint: (request) => client.send(new ModifyVpcEndpointCommand(request)),
  };
}
