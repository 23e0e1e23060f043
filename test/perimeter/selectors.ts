import fc from 'fast-check';
import type {
  AdvancedSelector,
  BasicSelector,
  EventSelectors,
  FieldSelector,
} from '../../shared/perimeter/trail.ts';

export const KMS = 'kms.amazonaws.com';
export const RDS = 'rdsdata.amazonaws.com';

const sources = fc.subarray([KMS, RDS]);
const bucket = { Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::ours/'] };
const table = {
  Type: 'AWS::DynamoDB::Table',
  Values: ['arn:aws:dynamodb:us-east-1:111122223333:table/ours'],
};

const basicSelector: fc.Arbitrary<BasicSelector> = fc
  .record({
    readWrite: fc.constantFrom('All' as const, 'ReadOnly' as const, 'WriteOnly' as const),
    management: fc.boolean(),
    excludedSources: sources,
    dataResources: fc.subarray([bucket, table]),
  })
  .map(({ dataResources, ...rest }) => (dataResources.length > 0 ? { ...rest, dataResources } : rest));

/** What PutEventSelectors takes: one to five. */
export const basicSelectors: fc.Arbitrary<EventSelectors> = fc
  .array(basicSelector, { minLength: 1, maxLength: 5 })
  .map((selectors) => ({ kind: 'basic', selectors }));

const readOnly: fc.Arbitrary<readonly FieldSelector[]> = fc
  .constantFrom([], ['true'], ['false'])
  .map((equals) => (equals.length > 0 ? [{ field: 'readOnly', equals }] : []));

const managementSelector: fc.Arbitrary<AdvancedSelector> = fc
  .record({ sources, readOnly })
  .map(({ sources: notEquals, readOnly }) => ({
    fields: [
      { field: 'eventCategory', equals: ['Management'] },
      ...(notEquals.length > 0 ? [{ field: 'eventSource', notEquals }] : []),
      ...readOnly,
    ],
  }));

const dataSelector: fc.Arbitrary<AdvancedSelector> = readOnly.map((readOnly) => ({
  name: 'objects',
  fields: [
    { field: 'eventCategory', equals: ['Data'] },
    { field: 'resources.type', equals: ['AWS::S3::Object'] },
    { field: 'eventName', startsWith: ['Get', 'Put'], notEquals: ['GetObjectAcl'] },
    ...readOnly,
  ],
}));

/** What PutEventSelectors takes. */
export const advancedSelectors: fc.Arbitrary<EventSelectors> = fc
  .array(fc.oneof(managementSelector, dataSelector), { minLength: 1, maxLength: 4 })
  .map((selectors) => ({ kind: 'advanced', selectors }));

/** What no trail takes today: management events chosen by fields of event data stores, or by source. */
export const strangeSelectors: fc.Arbitrary<EventSelectors> = fc
  .array(
    fc.tuple(
      managementSelector,
      fc.constantFrom<FieldSelector>(
        { field: 'eventName', equals: ['Decrypt'] },
        { field: 'eventSource', equals: [KMS] },
        { field: 'eventSource', startsWith: ['kms'], notEquals: [KMS] },
        { field: 'eventSource', endsWith: ['.com'] },
        { field: 'eventSource', notStartsWith: ['kms'] },
        { field: 'eventSource', notEndsWith: ['.com'] },
        { field: 'eventSource', equals: [RDS], startsWith: ['k'] },
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((pairs) => ({
    kind: 'advanced',
    selectors: pairs.map(([{ fields }, field]) => ({ fields: [...fields, field] })),
  }));

/** One event that a trail may log. */
export type Event = Readonly<Record<string, string>>;

export const managementEvents: readonly Event[] = [KMS, RDS, 'iam.amazonaws.com'].flatMap((eventSource) =>
  ['Decrypt', 'Encrypt'].flatMap((eventName) =>
    ['true', 'false'].map((readOnly) => ({ eventCategory: 'Management', eventSource, eventName, readOnly })),
  ),
);

export const dataEvents: readonly Event[] = ['AWS::S3::Object', 'AWS::DynamoDB::Table'].flatMap((type) =>
  ['GetObject', 'GetObjectAcl', 'PutObject', 'DeleteObject'].flatMap((eventName) =>
    ['true', 'false'].map((readOnly) => ({
      eventCategory: 'Data',
      'resources.type': type,
      eventName,
      readOnly,
    })),
  ),
);

/** Whether a trail logs an event: an oracle that takes nothing from the code under test. */
export function logs(selectors: EventSelectors, event: Event): boolean {
  return selectors.kind === 'basic'
    ? selectors.selectors.some((each) => basicLogs(each, event))
    : selectors.selectors.some(({ fields }) => fields.every((field) => fieldTakes(field, event)));
}

function basicLogs(selector: BasicSelector, event: Event): boolean {
  const access = event.readOnly === 'true' ? 'ReadOnly' : 'WriteOnly';
  if (selector.readWrite !== 'All' && selector.readWrite !== access) return false;
  if (event.eventCategory === 'Management')
    return selector.management && !selector.excludedSources.some((source) => source === event.eventSource);
  return JSON.stringify(selector.dataResources ?? []).includes(event['resources.type'] ?? 'none');
}

function fieldTakes({ field, ...operators }: FieldSelector, event: Event): boolean {
  const value = event[field] ?? '';
  const tests: Readonly<Record<string, (given: string) => boolean>> = {
    equals: (given) => given === value,
    startsWith: (given) => value.startsWith(given),
    endsWith: (given) => value.endsWith(given),
  };
  const entries = Object.entries(operators).map(([name, given]) => ({
    not: name.startsWith('not'),
    hit: given.some((each) => tests[name.replace('not', '').replace(/^./, (c) => c.toLowerCase())]?.(each)),
  }));
  const including = entries.filter(({ not }) => !not);
  return (
    (including.length === 0 || including.some(({ hit }) => hit)) &&
    !entries.some(({ not, hit }) => not && hit)
  );
}
