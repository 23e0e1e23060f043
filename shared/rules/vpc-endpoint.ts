import { USE_ACTIONS } from '../policy/actions.ts';
import { above, allBut, anyone, only, rootUser, services } from './ceiling.ts';
import type { Examples, Rule } from './rule.ts';

export const vpcEndpoint: Rule = {
  id: 'vpc-endpoint',
  title: 'A key is used through the VPC endpoints alone',
  severity: 'high',
  area: 'policy',
  duty: 'policy',
  rationale:
    'Through the endpoint only what runs in the VPC reaches the key: stolen credentials are of no use elsewhere.',
  fix: 'Deny the cryptographic actions with StringNotEquals aws:SourceVpce and BoolIfExists aws:ViaAWSService false. Without the second condition, AWS services that call KMS for you (S3, EBS, RDS) are denied as well.',
  controls: { nist: ['SC-7', 'AC-4'] },
  check(subject) {
    const { vpcEndpoints } = subject.governance.usage;
    if (vpcEndpoints.length === 0) return [];
    const ceiling = [
      services,
      rootUser,
      anyone(allBut(USE_ACTIONS)),
      anyone(only(USE_ACTIONS), { StringEquals: { 'aws:SourceVpce': vpcEndpoints } }),
      // What a service does in a user's name comes from the service, not through the endpoint.
      // https://docs.aws.amazon.com/kms/latest/developerguide/vpce-policy-condition.html
      anyone(only(USE_ACTIONS), { Bool: { 'aws:ViaAWSService': 'true' } }),
      // Every request carries it, so that a Deny needs no BoolIfExists.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
      anyone(only(USE_ACTIONS), { Null: { 'aws:ViaAWSService': 'true' } }),
    ];
    return above(ceiling, subject, 'The key policy lets the key be used past the VPC endpoints.');
  },
};

const standard = 'usage: { vpcEndpoints: [vpce-1234abcdf5678c90a] }';
const user = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/KeyUser' },
  Action: 'kms:Decrypt',
  Resource: '*',
};
const deny = (Condition: object) => ({ ...user, Effect: 'Deny', Principal: '*', Condition });
const elsewhere = { StringNotEquals: { 'aws:sourceVpce': 'vpce-1234abcdf5678c90a' } };

export const examples: Examples = {
  wrong: [
    { name: 'a user from anywhere', standard, statements: [user] },
    {
      name: 'a Deny that spares whoever uses no endpoint',
      standard,
      statements: [user, deny({ ...elsewhere, Null: { 'aws:SourceVpce': 'false' } })],
    },
    {
      name: 'a Deny that spares another endpoint',
      standard,
      statements: [
        user,
        deny({ StringNotEquals: { 'aws:sourceVpce': ['vpce-1234abcdf5678c90a', 'vpce-other'] } }),
      ],
    },
  ],
  right: [
    { name: 'a blanket Deny, which stops AWS services too', standard, statements: [user, deny(elsewhere)] },
    {
      name: 'a Deny that lets AWS services call for you',
      standard,
      statements: [user, deny({ ...elsewhere, BoolIfExists: { 'aws:ViaAWSService': 'false' } })],
    },
    {
      name: 'the same without IfExists, as AWS writes it: every request carries the key',
      standard,
      statements: [user, deny({ ...elsewhere, Bool: { 'aws:ViaAWSService': 'false' } })],
    },
    { name: 'no endpoint is asked for', statements: [user] },
  ],
};
