import { describe, expect, test } from '@jest/globals';
import { decode } from '../../shared/events/decode.ts';

/** What is read of a record of EC2. */
function detailsOf(eventName: string, requestParameters: object, responseElements: object | null = null) {
  const decoded = decode({
    eventSource: 'ec2.amazonaws.com',
    eventName,
    eventID: '1',
    eventTime: '2026-11-01T10:00:00Z',
    awsRegion: 'us-east-1',
    recipientAccountId: '111122223333',
    userIdentity: {},
    requestParameters,
    responseElements,
  });
  return decoded.kind === 'change' ? decoded.change.details : undefined;
}

describe('A record of EC2 tells', () => {
  test('of a new endpoint its ID, its service and the policy that the call gave', () => {
    const service = 'com.amazonaws.us-east-1.kms';
    const vpcEndpoint = { vpcEndpointId: 'vpce-1', serviceName: service, policyDocument: 'default' };
    const response = { CreateVpcEndpointResponse: { vpcEndpoint } };
    const request = { ServiceName: service, PolicyDocument: 'given' };
    expect(detailsOf('CreateVpcEndpoint', { CreateVpcEndpointRequest: request }, response)).toEqual({
      endpointId: 'vpce-1',
      service,
      policy: 'given',
    });
  });

  test('of a new endpoint the policy that EC2 gave it, where the call gave none', () => {
    const service = 'com.amazonaws.us-east-1.kms';
    const response = { CreateVpcEndpointResponse: { vpcEndpoint: { policyDocument: 'default' } } };
    expect(
      detailsOf('CreateVpcEndpoint', { CreateVpcEndpointRequest: { ServiceName: service } }, response),
    ).toEqual({ service, policy: 'default' });
  });

  test.each([
    [{ PolicyDocument: '{}' }, { policy: '{}', resetPolicy: false }],
    [{ ResetPolicy: true }, { resetPolicy: true }],
    [{ ResetPolicy: 'true' }, { resetPolicy: true }],
    [{ ResetPolicy: false, AddSecurityGroupId: { tag: 1, content: 'sg-1' } }, { resetPolicy: false }],
  ])('of a changed endpoint %j what became of its policy', (asked, details) => {
    const request = { ModifyVpcEndpointRequest: { VpcEndpointId: 'vpce-1', ...asked } };
    expect(detailsOf('ModifyVpcEndpoint', request)).toEqual({ endpointId: 'vpce-1', ...details });
  });

  test.each([
    ['AuthorizeSecurityGroupIngress', { groupId: 'sg-1' }, null],
    [
      'AuthorizeSecurityGroupIngress',
      { groupName: 'kms' },
      { securityGroupRuleSet: { items: [{}, { groupId: 'sg-1' }] } },
    ],
    ['ModifySecurityGroupRules', { ModifySecurityGroupRulesRequest: { GroupId: 'sg-1' } }, null],
  ])('of %s with %j the security group', (eventName, request, response) => {
    expect(detailsOf(eventName, request, response)).toEqual({ groupId: 'sg-1' });
  });

  test('no security group where it names none', () => {
    expect(detailsOf('AuthorizeSecurityGroupIngress', {})).toEqual({});
  });
});
