import { ServiceError } from '../wire/answer.ts';
import { flag, type Json, structures, text, texts } from './input.ts';

export type EventSelector = {
  readonly ReadWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly IncludeManagementEvents: boolean;
  readonly DataResources: readonly { readonly Type: string; readonly Values: readonly string[] }[];
  readonly ExcludeManagementEventSources: readonly string[];
};

/** The services whose management events a selector can leave out. */
export const excludableSources: readonly string[] = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'];

const dataResourceTypes: readonly string[] = [
  'AWS::DynamoDB::Table',
  'AWS::Lambda::Function',
  'AWS::S3::Object',
];

/**
 * What a trail logs where nobody said otherwise: all management events, no data events.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export const defaultSelectors: readonly EventSelector[] = [readSelector({})];

/**
 * Reads `EventSelectors`, with AWS's defaults for what is left out.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
 */
export function readEventSelectors(given: readonly Json[]): readonly EventSelector[] {
  if (given.length < 1 || given.length > 5) throw invalidSelectors('A trail has 1 to 5 event selectors.');
  const selectors = given.map(readSelector);
  const values = selectors.flatMap(({ DataResources }) => DataResources.flatMap(({ Values }) => Values));
  if (values.length > 250) throw invalidSelectors('A trail has at most 250 data resources.');
  return selectors;
}

function readSelector(given: Json): EventSelector {
  const excluded = texts(given, 'ExcludeManagementEventSources') ?? [];
  const unknown = excluded.find((source) => !excludableSources.includes(source));
  if (unknown !== undefined)
    throw invalidSelectors(`The management events of ${unknown} cannot be excluded.`);
  return {
    ReadWriteType: readWriteType(text(given, 'ReadWriteType') ?? 'All'),
    IncludeManagementEvents: flag(given, 'IncludeManagementEvents') ?? true,
    DataResources: (structures(given, 'DataResources') ?? []).map(readDataResource),
    ExcludeManagementEventSources: excluded,
  };
}

function readWriteType(given: string): EventSelector['ReadWriteType'] {
  if (given === 'All' || given === 'ReadOnly' || given === 'WriteOnly') return given;
  throw invalidSelectors(`ReadWriteType must be All, ReadOnly or WriteOnly, not ${given}.`);
}

function readDataResource(given: Json): EventSelector['DataResources'][number] {
  const Type = text(given, 'Type') ?? '';
  if (!dataResourceTypes.includes(Type))
    throw invalidSelectors(`The type of a data resource must be one of ${dataResourceTypes.join(', ')}.`);
  return { Type, Values: texts(given, 'Values') ?? [] };
}

export function invalidSelectors(message: string): ServiceError {
  return new ServiceError('InvalidEventSelectorsException', message);
}
