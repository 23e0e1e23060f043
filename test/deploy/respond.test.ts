import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { allRules } from '../../shared/duties.ts';
import { ofType, type Package, packageService, type Resources } from './package-service.ts';

type Statement = {
  readonly Sid: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
};

let service: Package;
let resources: Resources;
beforeAll(async () => {
  service = await packageService();
  resources = service.resources;
}, 60_000);
afterAll(() => service?.remove());

const properties = (name: string) => resources[name]?.Properties ?? {};
const list = <T>(one: T | readonly T[]): readonly T[] => (Array.isArray(one) ? one : [one as T]);
const guards = ['Policy', 'Lifecycle', 'Rotation', 'Grants', 'Labels', 'Perimeter'];

const statements = () => {
  const policies = properties('RespondRole').Policies as readonly {
    readonly PolicyDocument: { readonly Statement: readonly Statement[] };
  }[];
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
};

test('the role of respond may read keys, and change none', () => {
  expect(properties('RespondLambdaFunction').Role).toEqual({ 'Fn::GetAtt': ['RespondRole', 'Arn'] });
  expect(properties('RespondRole').Path).toBe('/kms-guardian/');
  const actions = statements().flatMap(({ Action }) => list(Action));
  expect([...actions].sort()).toEqual([
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'kms:DescribeKey',
    'kms:GetKeyPolicy',
    'kms:GetKeyRotationStatus',
    'kms:ListAliases',
    'kms:ListResourceTags',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
    'ssm:GetParameter',
  ]);
});

test('it sends to the queues of the guard, and knows the address of each', () => {
  const sends = statements().find(({ Action }) => Action === 'sqs:SendMessage');
  expect(sends?.Resource).toEqual(guards.map((name) => ({ 'Fn::GetAtt': [`${name}Queue`, 'Arn'] })));
  const { QUEUE_URLS } = (
    properties('RespondLambdaFunction').Environment as {
      readonly Variables: { readonly QUEUE_URLS: { readonly 'Fn::Sub': string } };
    }
  ).Variables;
  expect(JSON.parse(QUEUE_URLS['Fn::Sub'])).toEqual(
    Object.fromEntries(guards.map((name) => [name.toLowerCase(), `\${${name}Queue}`])),
  );
  const duties = allRules.flatMap(({ duty }) => list(duty)).filter((duty) => duty !== 'every');
  expect([...new Set<string>(duties)].sort()).toEqual(guards.map((name) => name.toLowerCase()).sort());
});

test('it is the only function that anybody can call, by its URL alone, and few at a time', () => {
  const urls = ofType(resources, 'AWS::Lambda::Url');
  expect(urls.map(([name]) => name)).toEqual(['RespondLambdaFunctionUrl']);
  expect(properties('RespondLambdaFunction').ReservedConcurrentExecutions).toBe(5);
  const permissions = ofType(resources, 'AWS::Lambda::Permission').filter(
    ([, { Properties }]) => Properties.Principal === '*',
  );
  expect(permissions.map(([, { Properties }]) => Properties)).toMatchObject([
    { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
  ]);
});

test('nothing of it is there where no Slack workspace is given', () => {
  const its = Object.entries(resources).filter(([name]) => name.startsWith('Respond'));
  expect(its.length).toBeGreaterThan(8);
  for (const [name, resource] of its)
    expect([name, resource]).toMatchObject([name, { Condition: 'SlackAnswers' }]);
});

test('it has alarms, to the topic, on errors, throttles, and requests that are not answered or refused', () => {
  const metrics = ofType(resources, 'AWS::CloudWatch::Alarm')
    .filter(([name]) => name.startsWith('Respond'))
    .map(([, { Properties }]) => {
      expect(Properties.Dimensions).toEqual([
        { Name: 'FunctionName', Value: { Ref: 'RespondLambdaFunction' } },
      ]);
      expect(Properties.AlarmActions).toEqual([{ Ref: 'AlertTopic' }]);
      return Properties.MetricName;
    });
  expect(metrics.sort()).toEqual(['Errors', 'Throttles', 'Url4xxCount', 'Url5xxCount']);
});

test('as it is deployed, it answers that it is not set up, in a fresh process', () => {
  const folder = join(dirname(service.templateFile), '../dist/functions');
  const source = `const { handler } = await import(${JSON.stringify(pathToFileURL(join(folder, 'respond.mjs')).href)});
    const headers = { 'x-slack-signature': 'v0=' + '0'.repeat(64), 'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)) };
    const requestContext = { http: { method: 'POST' } };
    console.log(JSON.stringify(await handler({ headers, requestContext, body: 'payload=', isBase64Encoded: false })))`;
  const env = { LEDGER_TABLE: 'ledger', QUEUE_URLS: '{"policy":"https://sqs.example/policy"}' };
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
    env: { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(JSON.parse(output.trim().split('\n').at(-1) ?? '')).toMatchObject({ statusCode: 503 });
});
