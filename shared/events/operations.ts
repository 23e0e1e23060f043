import { cloudTrailReaders } from './services/cloudtrail.ts';
import { ec2Readers } from './services/ec2.ts';
import { kmsReaders } from './services/kms.ts';
import { organizationsReaders } from './services/organizations.ts';

type Json = Readonly<Record<string, unknown>>;

/** How to read what each operation changes; one that is not here changes nothing that is governed. */
const readers = { ...kmsReaders, ...ec2Readers, ...cloudTrailReaders, ...organizationsReaders };

/** The services whose changes are governed, with their operations. */
const services = {
  kms: kmsReaders,
  ec2: ec2Readers,
  cloudtrail: cloudTrailReaders,
  organizations: organizationsReaders,
} as const;

export type Service = keyof typeof services;
export type Operation = keyof typeof readers;
export type Details = { readonly [O in Operation]: Readonly<ReturnType<(typeof readers)[O]>> };

/** The service that CloudTrail's `eventSource` names; undefined for one that is not governed. */
export function serviceOf(eventSource: string): Service | undefined {
  const [, name = ''] = /^(\w+)\.amazonaws\.com$/.exec(eventSource) ?? [];
  return Object.hasOwn(services, name) ? (name as Service) : undefined;
}

/** True of the name of an operation that changes what is governed; of this service, where one is given. */
export function isOperation(name: string, service?: Service): name is Operation {
  return Object.hasOwn(service === undefined ? readers : services[service], name);
}

/** Reads one operation's details; what the record leaves out stays absent. */
export function readDetails(operation: Operation, request: Json, response: Json): Details[Operation] {
  return readers[operation](request, response);
}
