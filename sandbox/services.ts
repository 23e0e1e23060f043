import type { IncomingHttpHeaders } from 'node:http';
import { isRecord } from '../shared/events/json.ts';
import type { Caller } from './caller.ts';
import type { Callers } from './callers.ts';
import type { DynamoDb } from './dynamodb/dynamodb.ts';
import type { Ec2 } from './ec2/ec2.ts';
import type { BusEvents } from './eventbridge/put-events.ts';
import type { Faults } from './faults.ts';
import { type KmsService, StaleReads } from './kms-protocol.ts';
import type { Organizations } from './organizations/organizations.ts';
import type { Secrets } from './secrets/secrets.ts';
import { SecurityHub } from './securityhub/security-hub.ts';
import type { Sns } from './sns/sns.ts';
import type { Sqs } from './sqs/sqs.ts';
import type { Sts } from './sts/sts.ts';
import type { Trails } from './trails/trails.ts';
import { type Answer, ServiceError } from './wire/answer.ts';
import { readCredentialScope } from './wire/credential-scope.ts';
import { ec2Protocol } from './wire/ec2-protocol.ts';
import { jsonAnswer, jsonError, readInput, readTarget } from './wire/json-protocol.ts';
import { type QueryParameters, readParameters } from './wire/query-parameters.ts';
import { type QueryProtocol, queryProtocol } from './wire/query-protocol.ts';
import type { Xml } from './wire/xml.ts';

export type AwsCall = {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly requestId: string;
};

/** The call was carried out, but its caller crashed before the answer came. */
export const CRASHED = Symbol('crashed');

export type Services = {
  readonly callers: Callers;
  readonly faults: Faults;
  readonly kms: KmsService;
  readonly busEvents: BusEvents;
  readonly securityHub: SecurityHub;
  readonly ec2: Ec2;
  readonly organizations: Organizations;
  readonly secrets: Secrets;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly sts: Sts;
  readonly trails: Trails;
  readonly dynamodb: DynamoDb;
  /** Ends the functions under way, for a crash after a call. */
  readonly crash: () => void;
};

const snsProtocol = queryProtocol('http://sns.amazonaws.com/doc/2010-03-31/');
const stsProtocol = queryProtocol('https://sts.amazonaws.com/doc/2011-06-15/');

/** Answers signed AWS calls, each by the service its signature is for. */
export function createServices(services: Services): (call: AwsCall) => Promise<Answer | typeof CRASHED> {
  const stale = new StaleReads();
  return (call) => {
    const scope = readCredentialScope(call.headers.authorization);
    if (scope === undefined) return Promise.resolve(unsigned(call));
    const caller = services.callers.find(scope.accessKeyId);
    const { region } = scope;
    const from = { region, sourceIp: call.sourceIp, userAgent: call.headers['user-agent'] ?? '' };
    switch (scope.service) {
      case 'kms':
        return asJson(call, caller, services, 'TrentService', (operation, input, known) => {
          const read = () => services.kms.call(operation, input, { ...from, caller: known });
          return stale.answer(operation, input, () => services.faults.takeStaleRead(), read);
        });
      case 'sns':
        return asQuery(call, caller, services, snsProtocol, (action, parameters, known) =>
          services.sns.call(action, parameters, known, region),
        );
      case 'sqs':
        return asJson(
          call,
          caller,
          services,
          'AmazonSQS',
          (operation, input) => services.sqs.call(operation, input, region),
          'application/x-amz-json-1.0',
        );
      case 'sts':
        return asQuery(call, caller, services, stsProtocol, (action, parameters, known) =>
          services.sts.call(action, parameters, known),
        );
      case 'cloudtrail':
        return asJson(call, caller, services, 'CloudTrail_20131101', (operation, input, known) =>
          services.trails.call(operation, input, { ...from, caller: known }),
        );
      case 'organizations':
        return asJson(call, caller, services, 'AWSOrganizationsV20161128', (operation, input, known) =>
          services.organizations.call(operation, input, { ...from, caller: known }),
        );
      case 'events':
        return asJson(call, caller, services, 'AWSEvents', (operation, input, { account }) =>
          services.busEvents.call(operation, input, { account, region }),
        );
      case 'securityhub':
        return carriedOut(
          call,
          caller,
          services,
          () => SecurityHub.operationAt(call.method, call.path),
          (_, input, { account }) => services.securityHub.call(input, { account, region }),
          'application/json',
        );
      case 'secretsmanager':
        return asJson(call, caller, services, 'secretsmanager', (operation, input) =>
          services.secrets.secret(operation, input, region),
        );
      case 'ssm':
        return asJson(call, caller, services, 'AmazonSSM', (operation, input) =>
          services.secrets.parameter(operation, input, region),
        );
      case 'ec2':
        return asQuery(call, caller, services, ec2Protocol, (action, parameters, known) =>
          services.ec2.call(action, parameters, { ...from, caller: known, requestId: call.requestId }),
        );
      case 'dynamodb':
        return toDynamoDb(call, caller, services);
      default:
        return Promise.resolve(
          jsonError(
            new ServiceError(
              'UnknownOperationException',
              `The sandbox has no service ${scope.service}: it has kms, ec2, organizations, cloudtrail, events, securityhub, sns, sqs, sts, secretsmanager, ssm and dynamodb.`,
            ),
            call.requestId,
          ),
        );
    }
  };
}

function asJson(
  call: AwsCall,
  caller: Caller | undefined,
  services: Services,
  service: string,
  carryOut: CarryOut,
  type?: string,
): Promise<Answer | typeof CRASHED> {
  return carriedOut(call, caller, services, () => readTarget(target(call), service), carryOut, type);
}

type CarryOut = (operation: string, input: Readonly<Record<string, unknown>>, caller: Caller) => unknown;

/** A call whose input and answer are JSON, wherever its protocol names the operation. */
async function carriedOut(
  call: AwsCall,
  caller: Caller | undefined,
  { faults, crash }: Services,
  operationOf: () => string,
  carryOut: CarryOut,
  type?: string,
): Promise<Answer | typeof CRASHED> {
  try {
    const operation = operationOf();
    if (caller === undefined) throw unrecognized();
    await faults.beforeCall(operation);
    const answer = carryOut(operation, readInput(call.body.toString()), caller);
    return endOf(operation, faults, crash) ?? jsonAnswer(answer, call.requestId, type);
  } catch (error) {
    return jsonError(asServiceError(error), call.requestId, type);
  }
}

async function asQuery(
  call: AwsCall,
  caller: Caller | undefined,
  { faults, crash }: Services,
  protocol: QueryProtocol,
  carryOut: (action: string, parameters: QueryParameters, caller: Caller) => Xml | undefined,
): Promise<Answer | typeof CRASHED> {
  try {
    const parameters = readParameters(call.body.toString());
    const action = parameters.get('Action') ?? '';
    const { code, message, status } = protocol.unknownKey;
    if (caller === undefined) throw new ServiceError(code, message, status);
    await faults.beforeCall(action);
    const answer = carryOut(action, parameters, caller);
    if (answer === undefined) throw new ServiceError('InvalidAction', `The sandbox has no action ${action}.`);
    return endOf(action, faults, crash) ?? protocol.answer(action, answer, call.requestId);
  } catch (error) {
    return protocol.error(asServiceError(error), call.requestId);
  }
}

async function toDynamoDb(call: AwsCall, caller: Caller | undefined, { faults, crash, dynamodb }: Services) {
  const type = 'application/x-amz-json-1.0';
  try {
    if (caller === undefined) throw unrecognized();
    const operation = target(call)?.split('.')[1] ?? '';
    faults.refuse(operation);
    // dynalite's own work takes time; it is part of what a call takes.
    const [answer] = await Promise.all([dynamodb.forward(call.headers, call.body), faults.wait()]);
    return endOf(operation, faults, crash) ?? answer;
  } catch (error) {
    return jsonError(asServiceError(error), call.requestId, type);
  }
}

function endOf(operation: string, faults: Faults, crash: () => void): typeof CRASHED | undefined {
  if (!faults.crashesAfter(operation)) return undefined;
  crash();
  return CRASHED;
}

function target({ headers }: AwsCall): string | undefined {
  const value = headers['x-amz-target'];
  return Array.isArray(value) ? value[0] : value;
}

function unsigned(call: AwsCall): Answer {
  const error = new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  if (target(call) !== undefined) return jsonError(error, call.requestId);
  return snsProtocol.error(
    new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403),
    call.requestId,
  );
}

function unrecognized(): ServiceError {
  return new ServiceError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  );
}

/** An error of a service keeps its code; anything else is the sandbox's own fault, said as AWS says it. */
function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (
    error instanceof Error &&
    isRecord(error) &&
    typeof error.code === 'string' &&
    typeof error.status === 'number'
  )
    return new ServiceError(error.code, error.message, error.status);
  return new ServiceError('InternalFailure', `The sandbox failed: ${String(error)}`, 500);
}
