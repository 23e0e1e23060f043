import type { Caller } from '../../../sandbox/caller.ts';
import type { CloudTrailRecord } from '../../../sandbox/cloudtrail-record.ts';
import { Ec2 } from '../../../sandbox/ec2/ec2.ts';
import { ServiceError } from '../../../sandbox/wire/answer.ts';
import type { Xml } from '../../../sandbox/wire/xml.ts';

const callerOf = (arn: string): Caller => ({
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  account: arn.split(':')[4] ?? '',
  arn,
});

export const network = callerOf('arn:aws:iam::111122223333:role/NetworkAdministrator');
export const stranger = callerOf('arn:aws:iam::444455556666:role/Stranger');
export const vpc = 'vpc-0a1b2c3d4e5f60718';

export type Parameters = Readonly<Record<string, string>>;

/** An EC2 of its own for one test, called by the query parameters of the wire. */
export function startEc2() {
  let count = 0;
  const records: CloudTrailRecord[] = [];
  const ec2 = new Ec2({
    clock: () => Date.parse('2026-11-01T10:00:00.500Z'),
    random: (length) => {
      count += 1;
      const bytes = new Uint8Array(length);
      new DataView(bytes.buffer).setUint32(length - 4, count);
      return bytes;
    },
    record: (record) => records.push(record),
  });
  const call = (action: string, parameters: Parameters = {}, caller = network, region = 'us-east-1') =>
    ec2.call(action, new Map(Object.entries(parameters)), { caller, region }) as Readonly<
      Record<string, Xml>
    >;
  /** The code that EC2 refuses the call with; `accepted` where it does not. */
  const codeOf = (action: string, parameters: Parameters = {}, caller = network, region = 'us-east-1') => {
    try {
      call(action, parameters, caller, region);
      return 'accepted';
    } catch (error) {
      if (error instanceof ServiceError) return error.code;
      throw error;
    }
  };
  const createGroup = (GroupName: string, VpcId = vpc): string =>
    String(call('CreateSecurityGroup', { GroupName, GroupDescription: 'a group', VpcId }).groupId);
  const createEndpoint = (parameters: Parameters = {}): string => {
    const { vpcEndpoint } = call('CreateVpcEndpoint', { ...kmsEndpoint, ...parameters }) as {
      readonly vpcEndpoint: { readonly vpcEndpointId: string };
    };
    return vpcEndpoint.vpcEndpointId;
  };
  return { ec2, call, codeOf, createGroup, createEndpoint, records };
}

export const kmsEndpoint: Parameters = {
  VpcId: vpc,
  ServiceName: 'com.amazonaws.us-east-1.kms',
  VpcEndpointType: 'Interface',
};

/** The parameters of one permission: TCP on port 443 from this range. */
export function https(range: string): Parameters {
  return {
    'IpPermissions.1.IpProtocol': 'tcp',
    'IpPermissions.1.FromPort': '443',
    'IpPermissions.1.ToPort': '443',
    'IpPermissions.1.IpRanges.1.CidrIp': range,
  };
}
