import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { buildFunctions, lambdaOptions } from '../../scripts/build.mjs';
import { pureSchemas } from '../../scripts/pure-schemas.mjs';
import type { Ec2 } from '../../shared/aws/ec2.ts';

const namespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';
const answers: Readonly<Record<string, readonly [number, string]>> = {
  DescribeVpcEndpoints: [
    200,
    `<DescribeVpcEndpointsResponse xmlns="${namespace}"><requestId>1</requestId><vpcEndpointSet><item>
      <vpcEndpointId>vpce-1</vpcEndpointId><serviceName>com.amazonaws.us-east-1.kms</serviceName>
      <policyDocument>{"Statement":[]}</policyDocument><ownerId>111122223333</ownerId>
      <groupSet><item><groupId>sg-1</groupId></item></groupSet>
    </item></vpcEndpointSet></DescribeVpcEndpointsResponse>`,
  ],
  DescribeSecurityGroups: [
    200,
    `<DescribeSecurityGroupsResponse xmlns="${namespace}"><requestId>1</requestId><securityGroupInfo><item>
      <groupId>sg-1</groupId><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort>
      <toPort>443</toPort><ipRanges><item><cidrIp>10.0.0.0/16</cidrIp></item></ipRanges></item></ipPermissions>
    </item></securityGroupInfo></DescribeSecurityGroupsResponse>`,
  ],
  ModifyVpcEndpoint: [
    403,
    '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors></Response>',
  ],
};

let folder: string;
let server: Server;
let asked: URLSearchParams[];
let metafile: Metafile;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kms-guardian-ec2-'));
  ({ metafile } = await buildFunctions({ outdir: join(folder, 'functions') }));
  asked = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const parameters = new URLSearchParams(body);
    asked.push(parameters);
    const [status, answer] = answers[parameters.get('Action') ?? ''] ?? [400, ''];
    response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}, 60_000);

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await rm(folder, { recursive: true, force: true });
});

/** The bytes of the SDK's EC2 in each file of the bundle that has any. */
const ec2Bytes = () =>
  Object.values(metafile.outputs).flatMap(({ entryPoint, inputs }) => {
    const bytes = Object.entries(inputs)
      .filter(([input]) => input.includes('@aws-sdk/client-ec2/'))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return bytes === 0 ? [] : [{ entryPoint, bytes }];
  });

/** The calls as they are bundled. */
async function bundledCalls(): Promise<Ec2> {
  const outfile = join(folder, 'ec2-calls.mjs');
  const { splitting: _, chunkNames: __, ...options } = lambdaOptions;
  // Packages that are no ES modules ask for Node's own.
  const banner = {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  };
  await build({
    ...options,
    format: 'esm',
    platform: 'node',
    banner,
    outfile,
    entryPoints: ['shared/aws/ec2-calls.ts'],
    plugins: [pureSchemas],
  });
  const { ec2Calls } = await import(pathToFileURL(outfile).href);
  const { port } = server.address() as AddressInfo;
  return ec2Calls({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
  });
}

describe('EC2 in the Lambda bundles', () => {
  test('is loaded when it is first asked for, and has no more than the calls that are made', () => {
    expect(ec2Bytes()).toEqual([{ entryPoint: 'shared/aws/ec2-calls.ts', bytes: expect.any(Number) }]);
    expect(ec2Bytes()[0]?.bytes).toBeLessThan(40_000);
  });

  test('writes and reads what is on the wire with what is left of its schemas', async () => {
    const ec2 = await bundledCalls();
    const Filters = [{ Name: 'vpc-endpoint-id', Values: ['vpce-1'] }];
    const { VpcEndpoints } = await ec2.describeVpcEndpoints({ Filters });
    expect(VpcEndpoints).toEqual([
      {
        VpcEndpointId: 'vpce-1',
        ServiceName: 'com.amazonaws.us-east-1.kms',
        PolicyDocument: '{"Statement":[]}',
        OwnerId: '111122223333',
        Groups: [{ GroupId: 'sg-1' }],
      },
    ]);
    expect(Object.fromEntries(asked.at(-1) ?? [])).toMatchObject({
      'Filter.1.Name': 'vpc-endpoint-id',
      'Filter.1.Value.1': 'vpce-1',
    });
    const { SecurityGroups } = await ec2.describeSecurityGroups({ GroupIds: ['sg-1'] });
    expect(SecurityGroups?.[0]?.IpPermissions).toEqual([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
    ]);
    await expect(ec2.modifyVpcEndpoint({ VpcEndpointId: 'vpce-1' })).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
  }, 60_000);
});
