import { isRecord, textAt, textsAt } from '../events/json.ts';
import type { AdvancedSelector, BasicSelector, EventSelectors, FieldSelector } from './trail.ts';

type Json = Readonly<Record<string, unknown>>;

/** The operators of a field selector, as AWS writes them and as we do. */
const operators = [
  ['Equals', 'equals'],
  ['NotEquals', 'notEquals'],
  ['StartsWith', 'startsWith'],
  ['NotStartsWith', 'notStartsWith'],
  ['EndsWith', 'endsWith'],
  ['NotEndsWith', 'notEndsWith'],
] as const;

/**
 * Reads the selectors of a trail, from CloudTrail's answer or from the record of a call, whose names start small. A trail
 * without any would log nothing: one that never had its own is answered with the default, which logs every management event.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html
 */
export function readSelectors(given: Json): EventSelectors {
  const advanced = recordsAt(given, 'AdvancedEventSelectors');
  if (advanced.length > 0) return { kind: 'advanced', selectors: advanced.map(readAdvanced) };
  return { kind: 'basic', selectors: recordsAt(given, 'EventSelectors').map(readBasic) };
}

function readBasic(given: Json): BasicSelector {
  const readWrite = textAt(given, nameIn(given, 'ReadWriteType'));
  const dataResources = recordsAt(given, 'DataResources');
  return {
    readWrite: readWrite === 'ReadOnly' || readWrite === 'WriteOnly' ? readWrite : 'All',
    management: given[nameIn(given, 'IncludeManagementEvents')] !== false,
    excludedSources: textsAt(given, nameIn(given, 'ExcludeManagementEventSources')),
    ...(dataResources.length > 0 ? { dataResources } : {}),
  };
}

function readAdvanced(given: Json): AdvancedSelector {
  const name = textAt(given, nameIn(given, 'Name'));
  return {
    ...(name === undefined ? {} : { name }),
    fields: recordsAt(given, 'FieldSelectors').map(readField),
  };
}

function readField(given: Json): FieldSelector {
  const conditions = operators.flatMap(([theirs, ours]) => {
    const values = textsAt(given, nameIn(given, theirs));
    return values.length > 0 ? [[ours, values] as const] : [];
  });
  return { field: textAt(given, nameIn(given, 'Field')) ?? '', ...Object.fromEntries(conditions) };
}

function recordsAt(given: Json, name: string): readonly Json[] {
  const value = given[nameIn(given, name)];
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** `EventSelectors`, or `eventSelectors` in the record of a call. */
function nameIn(given: Json, name: string): string {
  return name in given ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** Selectors as PutEventSelectors takes them. */
export type AwsSelectors =
  | {
      EventSelectors: {
        ReadWriteType: BasicSelector['readWrite'];
        IncludeManagementEvents: boolean;
        DataResources: object[];
        ExcludeManagementEventSources: string[];
      }[];
    }
  | { AdvancedEventSelectors: { Name?: string; FieldSelectors: AwsField[] }[] };

type AwsField = { Field: string } & { [Operator in (typeof operators)[number][0]]?: string[] };

/** Writes selectors as AWS does. */
export function toAwsSelectors(selectors: EventSelectors): AwsSelectors {
  if (selectors.kind === 'basic') return { EventSelectors: selectors.selectors.map(toAwsBasic) };
  return {
    AdvancedEventSelectors: selectors.selectors.map(({ name, fields }) => ({
      ...(name === undefined ? {} : { Name: name }),
      FieldSelectors: fields.map(toAwsField),
    })),
  };
}

function toAwsBasic({ readWrite, management, excludedSources, dataResources = [] }: BasicSelector) {
  return {
    ReadWriteType: readWrite,
    IncludeManagementEvents: management,
    DataResources: dataResources.filter(isRecord),
    ExcludeManagementEventSources: [...excludedSources],
  };
}

function toAwsField(field: FieldSelector): AwsField {
  const conditions = operators.flatMap(([theirs, ours]) => {
    const values = field[ours];
    return values === undefined ? [] : [[theirs, [...values]] as const];
  });
  return { Field: field.field, ...Object.fromEntries(conditions) };
}
