import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { serviceControlPolicyOf } from '../../shared/render/service-control-policy.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { governance } from '../rules/subject.ts';
import { five, load, place } from './judged.ts';
import { fullAwsAccess, letsThrough, type Scp } from './scp.ts';

const render = (...classes: readonly Governance[]) => serviceControlPolicyOf(classes, place);
const scpOf = (...classes: readonly Governance[]) => JSON.parse(render(...classes).text) as Scp;

const arn = (name: string, account = '111122223333') => `arn:aws:iam::${account}:${name}`;
const KEY = 'arn:aws:kms:us-west-2:111122223333:key/securekey';

const mayBeside =
  (scp: Scp) =>
  (who: string, action: string, resource = KEY, more = {}) =>
    letsThrough([fullAwsAccess, scp], { action, resource, context: { 'aws:PrincipalArn': who, ...more } });

describe('The SCP of the example standard', () => {
  const may = mayBeside(scpOf(governance()));
  const destroy = ['kms:ScheduleKeyDeletion', 'kms:DeleteImportedKeyMaterial', 'kms:DisableKey'];

  test.each(destroy)('leaves %s to the administrator, in every account', (action) => {
    expect(may(arn('role/KeyAdministrator'), action)).toBe(true);
    expect(may(arn('role/KeyAdministrator', '444455556666'), action)).toBe(true);
    for (const who of ['role/Stranger', 'role/KeyOwner', 'role/KeyAdministrator2', 'root', 'user/Ann']) {
      expect([who, may(arn(who), action)]).toEqual([who, false]);
    }
  });

  test('leaves everything else as it is', () => {
    expect(may(arn('role/Stranger'), 'kms:Decrypt')).toBe(true);
    expect(may(arn('role/Stranger'), 'kms:CancelKeyDeletion')).toBe(true);
    expect(may(arn('role/Stranger'), 'iam:DeleteRole', arn('role/App'))).toBe(true);
  });

  test('lets nobody choose a shorter waiting period than the standard', () => {
    const waiting = (days: string) => ({ 'kms:ScheduleKeyDeletionPendingWindowInDays': days });
    const schedule = (days: string) =>
      may(arn('role/KeyAdministrator'), 'kms:ScheduleKeyDeletion', KEY, waiting(days));
    expect([schedule('29'), schedule('30')]).toEqual([false, true]);
  });

  test.each([
    ['iam:CreateRole', arn('role/kms-guardian/Imposter')],
    ['iam:PutRolePolicy', arn('role/kms-guardian/prod-PolicyRole')],
    ['iam:PassRole', arn('role/kms-guardian/prod-PolicyRole')],
    ['sts:AssumeRole', arn('role/kms-guardian/prod-PolicyRole')],
    ['events:DisableRule', 'arn:aws:events:eu-west-1:111122223333:rule/kms-guardian-prod-PolicyRule-1A2B'],
    ['lambda:UpdateFunctionCode', 'arn:aws:lambda:eu-west-1:111122223333:function:kms-guardian-prod-policy'],
    ['sqs:PurgeQueue', 'arn:aws:sqs:eu-west-1:111122223333:kms-guardian-prod-PolicyQueue-1A2B'],
  ])('leaves %s on the guardian to the pipelines', (action, resource) => {
    expect(may(arn('role/Deploy'), action, resource)).toBe(true);
    expect(may(arn('role/KeyAdministrator'), action, resource)).toBe(false);
    expect(may(arn('root'), action, resource)).toBe(false);
  });

  test('lets the guardian write its ledger, and nobody else', () => {
    const ledger = 'arn:aws:dynamodb:eu-west-1:111122223333:table/kms-guardian-prod-Ledger-1A2B';
    expect(may(arn('role/kms-guardian/prod-PolicyRole'), 'dynamodb:PutItem', ledger)).toBe(true);
    expect(may(arn('role/KeyAdministrator'), 'dynamodb:PutItem', ledger)).toBe(false);
  });

  test('keeps the queues at the functions', () => {
    const mapping = 'arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:1a2b';
    const of = (name: string) => ({
      'lambda:FunctionArn': `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
    });
    const drop = (name: string) =>
      may(arn('role/Stranger'), 'lambda:DeleteEventSourceMapping', mapping, of(name));
    expect([drop('kms-guardian-prod-policy'), drop('app')]).toEqual([false, true]);
  });
});

test('the names it protects are those of the deployment: the service, and whatever CloudFormation adds', async () => {
  const { service, functions, resources } = parse(await readFile('serverless.yml', 'utf8'));
  expect(service).toBe('kms-guardian');
  const all = Object.values<Record<string, object>>({ ...functions, ...resources.Resources });
  const given = all.flatMap(({ Properties, ...rest }) => [
    ...('name' in rest ? [rest.name] : []),
    ...Object.entries(Properties ?? {}).flatMap(([field, name]) =>
      /^(Queue|Table|Topic|Alarm)?Name$/.test(field) ? [name] : [],
    ),
  ]);
  // CloudFormation names a stack's things after the stack; so do we, where a name has to be given.
  expect(given.filter((name) => !/^\$\{AWS::StackName\}-/.test(name['Fn::Sub'] ?? ''))).toEqual([]);
});

describe('The SCP of a standard with classes', () => {
  const standard = load(
    `version: 1
roles: { administrators: [role/Admin] }
classes:
  - { name: precious, match: { aliases: [alias/p-*] }, deletion: { allowedTo: [role/Deploy] } }
  - { name: eternal, match: { aliases: [alias/e-*] }, deletion: { allowedTo: [] } }
`,
  );
  const [precious, eternal] = standard.classes.map((each) => each.governance);
  const schedules = (scp: Scp, who: string) => mayBeside(scp)(arn(who), 'kms:ScheduleKeyDeletion');

  test('lets through whom any class lets through, and says so', () => {
    const classes = [standard.defaults, precious as Governance];
    expect(schedules(scpOf(...classes), 'role/Admin')).toBe(true);
    expect(schedules(scpOf(...classes), 'role/Deploy')).toBe(true);
    expect(render(...classes).notes.join()).toContain('--class');
  });

  test('is for one class where one is asked for', () => {
    expect(schedules(scpOf(precious as Governance), 'role/Admin')).toBe(false);
    expect(schedules(scpOf(precious as Governance), 'role/Deploy')).toBe(true);
  });

  test('denies everybody where nobody may', () => {
    expect(schedules(scpOf(eternal as Governance), 'role/Admin')).toBe(false);
  });
});

test('without pipelines the administrators deploy the guardian, and the notes say so', () => {
  const { defaults } = load(five);
  const may = mayBeside(scpOf(defaults));
  expect(may(arn('role/keyadmin'), 'iam:CreateRole', arn('role/kms-guardian/x'))).toBe(true);
  expect(render(defaults).notes.join()).toContain('no pipelines');
});

test('the SCP of the governance document, which only allows, denies nobody', () => {
  const seed: Scp = {
    Statement: [
      {
        Effect: 'Allow',
        Action: ['kms:ScheduleKeyDeletion', 'kms:Delete*'],
        Resource: [KEY],
        Condition: { StringEquals: { 'aws:PrincipalArn': [arn('role/kmsguardian')] } },
      },
    ],
  };
  expect(mayBeside(seed)(arn('role/Stranger'), 'kms:ScheduleKeyDeletion')).toBe(true);
  // And alone it would let nobody do anything else.
  const request = { action: 's3:GetObject', resource: '*', context: {} };
  expect(letsThrough([seed], request)).toBe(false);
});

test('an SCP that AWS would find too large is refused', () => {
  const allowedTo = Array.from({ length: 60 }, (_, at) => `role/a-rather-long-name-of-a-deleter-${at}`);
  const asked = governance({ deletion: { ...governance().deletion, allowedTo } });
  expect(() => render(asked)).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }));
});
