import type { AdvancedSelector, BasicSelector, EventSelectors, FieldSelector, KmsCalls } from './trail.ts';

const KMS = 'kms.amazonaws.com';

/** A trail has no more basic selectors. */
const BASIC_SELECTORS = 5;

/**
 * Which calls of KMS a trail with these selectors logs. All of them are management events, and using a key is a *read*:
 * a trail of write events sees who disables a key, and not who decrypts with it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function kmsCallsLogged(selectors: EventSelectors): KmsCalls {
  if (selectors.kind === 'basic')
    return {
      reads: selectors.selectors.some((each) => basicSelects(each, 'ReadOnly')),
      writes: selectors.selectors.some((each) => basicSelects(each, 'WriteOnly')),
    };
  return {
    reads: selectors.selectors.some((each) => advancedSelects(each, true)),
    writes: selectors.selectors.some((each) => advancedSelects(each, false)),
  };
}

/** Whether a trail with these selectors logs every call of KMS. */
export function logsAllOfKms(selectors: EventSelectors): boolean {
  const { reads, writes } = kmsCallsLogged(selectors);
  return reads && writes;
}

/** Whether it logs management events at all, of whichever service: the rest are trails of data events. */
export function logsManagement(selectors: EventSelectors): boolean {
  return selectors.kind === 'basic'
    ? selectors.selectors.some(({ management }) => management)
    : selectors.selectors.some(isOfManagement);
}

/**
 * The same selectors, with nothing of KMS left out: what leaves it out is taken away, and where that is not enough, a
 * selector of management events is widened, or added. Everything logged before still is, and of data events nothing more.
 */
export function loggingAll(selectors: EventSelectors): EventSelectors {
  if (logsAllOfKms(selectors)) return selectors;
  return selectors.kind === 'basic'
    ? { kind: 'basic', selectors: allBasic(selectors.selectors) }
    : { kind: 'advanced', selectors: allAdvanced(selectors.selectors) };
}

function basicSelects(
  { readWrite, management, excludedSources }: BasicSelector,
  access: 'ReadOnly' | 'WriteOnly',
): boolean {
  return management && (readWrite === 'All' || readWrite === access) && !excludedSources.includes(KMS);
}

function allBasic(given: readonly BasicSelector[]): readonly BasicSelector[] {
  const included = given.map((each) =>
    each.management ? { ...each, excludedSources: without(each.excludedSources, KMS) } : each,
  );
  if (logsAllOfKms({ kind: 'basic', selectors: included })) return included;
  // Reads or writes are missing. What a selector says of them holds for its data events as well, if it has any.
  const plain = included.findIndex(
    ({ management, dataResources = [] }) => management && dataResources.length === 0,
  );
  if (plain >= 0) return included.map((each, at) => (at === plain ? { ...each, readWrite: 'All' } : each));
  const [first, ...rest] = included.filter(({ management }) => management);
  const excludedSources = (first?.excludedSources ?? []).filter((source) =>
    rest.every((each) => each.excludedSources.includes(source)),
  );
  return [...withRoom(included), { readWrite: 'All', management: true, excludedSources }];
}

/** Room for one more: of five selectors two are alike in reads and writes, and say the same as one. */
function withRoom(selectors: readonly BasicSelector[]): readonly BasicSelector[] {
  if (selectors.length < BASIC_SELECTORS) return selectors;
  const second = selectors.findIndex(
    ({ readWrite }, at) => selectors.findIndex((each) => each.readWrite === readWrite) < at,
  );
  const added = selectors[second];
  const first = selectors.findIndex(({ readWrite }) => readWrite === added?.readWrite);
  return selectors.flatMap((each, at) => {
    if (at === second) return [];
    return at === first && added !== undefined ? [merged(each, added)] : [each];
  });
}

function merged(one: BasicSelector, other: BasicSelector): BasicSelector {
  const [managing, also] = [one, other].filter(({ management }) => management);
  return {
    readWrite: one.readWrite,
    management: managing !== undefined,
    excludedSources: (managing?.excludedSources ?? []).filter(
      (source) => also === undefined || also.excludedSources.includes(source),
    ),
    dataResources: [...(one.dataResources ?? []), ...(other.dataResources ?? [])],
  };
}

/** A field that is no part of this question limits what is logged: then not every call is. */
function advancedSelects({ fields }: AdvancedSelector, readOnly: boolean): boolean {
  return fields.every((field) => {
    switch (field.field) {
      case 'eventCategory':
        return matches(field, 'Management');
      case 'eventSource':
        return matches(field, KMS);
      case 'readOnly':
        return matches(field, String(readOnly));
      default:
        return false;
    }
  });
}

function isOfManagement({ fields }: AdvancedSelector): boolean {
  return fields.some((field) => field.field === 'eventCategory' && matches(field, 'Management'));
}

/**
 * One of the operators that include must take the value in, and none that exclude may keep it out.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 */
function matches(field: FieldSelector, value: string): boolean {
  const { equals, startsWith, endsWith, notEquals, notStartsWith, notEndsWith } = field;
  const anything = equals === undefined && startsWith === undefined && endsWith === undefined;
  return (
    (anything || isAmong(value, equals, startsWith, endsWith)) &&
    !isAmong(value, notEquals, notStartsWith, notEndsWith)
  );
}

function isAmong(
  value: string,
  equal: readonly string[] = [],
  starts: readonly string[] = [],
  ends: readonly string[] = [],
): boolean {
  return (
    equal.includes(value) ||
    starts.some((start) => value.startsWith(start)) ||
    ends.some((end) => value.endsWith(end))
  );
}

function allAdvanced(given: readonly AdvancedSelector[]): readonly AdvancedSelector[] {
  const included = given.map((each) => (isOfManagement(each) ? withoutExclusion(each) : each));
  if (logsAllOfKms({ kind: 'advanced', selectors: included })) return included;
  const widened = included.map(withoutReadOnly);
  const plain = widened.findIndex((each) => logsAllOfKms({ kind: 'advanced', selectors: [each] }));
  const wide = widened[plain];
  if (wide !== undefined) return included.map((each, at) => (at === plain ? wide : each));
  return [
    ...included,
    { name: 'All management events', fields: [{ field: 'eventCategory', equals: ['Management'] }] },
  ];
}

/** Management events are selected by their source only to leave one out. */
function withoutExclusion({ fields, ...rest }: AdvancedSelector): AdvancedSelector {
  return {
    ...rest,
    fields: fields.flatMap((field) => {
      const { notEquals, ...others } = field;
      if (field.field !== 'eventSource' || notEquals === undefined) return [field];
      const left = without(notEquals, KMS);
      if (left.length > 0) return [{ ...others, notEquals: left }];
      return Object.keys(others).length > 1 ? [others] : [];
    }),
  };
}

function withoutReadOnly({ fields, ...rest }: AdvancedSelector): AdvancedSelector {
  return { ...rest, fields: fields.filter(({ field }) => field !== 'readOnly') };
}

const without = (values: readonly string[], value: string): readonly string[] =>
  values.filter((each) => each !== value);
