import { defaultSelectors, type EventSelector } from './event-selectors.ts';
import type { AdvancedEventSelector, FieldSelector } from './field-selectors.ts';
import type { Selectors } from './trail.ts';

/** KMS's management events are all its calls; those that change something are writes. */
export type Access = 'read' | 'write';

const KMS = 'kms.amazonaws.com';

/**
 * Whether a trail with these selectors logs the management events of KMS: one selector that matches is enough.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html
 */
export function selectsKms(selectors: Selectors | undefined, access: Access): boolean {
  if (selectors === undefined) return defaultSelectors.some((selector) => basicSelects(selector, access));
  switch (selectors.kind) {
    case 'basic':
      return selectors.selectors.some((selector) => basicSelects(selector, access));
    case 'advanced':
      return selectors.selectors.some((selector) => advancedSelects(selector, access));
  }
}

function basicSelects(selector: EventSelector, access: Access): boolean {
  const { ReadWriteType: type, IncludeManagementEvents, ExcludeManagementEventSources } = selector;
  const selected = type === 'All' || type === (access === 'read' ? 'ReadOnly' : 'WriteOnly');
  return IncludeManagementEvents && selected && !ExcludeManagementEventSources.includes(KMS);
}

function advancedSelects({ FieldSelectors }: AdvancedEventSelector, access: Access): boolean {
  const event: Readonly<Record<string, string>> = {
    eventCategory: 'Management',
    eventSource: KMS,
    readOnly: String(access === 'read'),
  };
  return FieldSelectors.every((field) => matches(field, event[field.Field] ?? ''));
}

/** Within a field selector, the operators that include and those that exclude must each let the value through. */
function matches(field: FieldSelector, value: string): boolean {
  const { Equals, StartsWith, EndsWith, NotEquals, NotStartsWith, NotEndsWith } = field;
  const including = [Equals, StartsWith, EndsWith].some((values) => values !== undefined);
  const included =
    Equals?.includes(value) ||
    StartsWith?.some((start) => value.startsWith(start)) ||
    EndsWith?.some((end) => value.endsWith(end));
  const excluded =
    NotEquals?.includes(value) ||
    NotStartsWith?.some((start) => value.startsWith(start)) ||
    NotEndsWith?.some((end) => value.endsWith(end));
  return (!including || included === true) && excluded !== true;
}
