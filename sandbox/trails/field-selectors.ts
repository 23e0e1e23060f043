import { excludableSources, invalidSelectors } from './event-selectors.ts';
import { type Json, structures, text, texts } from './input.ts';

/** The operators of a field selector. */
const operators = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'] as const;

export type FieldSelector = { readonly Field: string } & {
  readonly [Operator in (typeof operators)[number]]?: readonly string[];
};

/** An event matches where it matches every field selector. */
export type AdvancedEventSelector = {
  readonly Name?: string;
  readonly FieldSelectors: readonly FieldSelector[];
};

/**
 * The fields each category of events may be selected by.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html
 */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  Management: ['eventCategory', 'eventSource', 'readOnly'],
  Data: [
    'eventCategory',
    'eventName',
    'eventSource',
    'eventType',
    'readOnly',
    'resources.ARN',
    'resources.type',
    'sessionCredentialFromConsole',
    'userIdentity.arn',
  ],
  NetworkActivity: ['eventCategory', 'errorCode', 'eventName', 'eventSource', 'vpcEndpointId'],
};

const requiredField: Readonly<Record<string, string>> = {
  Data: 'resources.type',
  NetworkActivity: 'eventSource',
};

/** Reads `AdvancedEventSelectors`. */
export function readAdvancedSelectors(given: readonly Json[]): readonly AdvancedEventSelector[] {
  if (given.length === 0) throw invalidSelectors('There must be an advanced event selector.');
  const selectors = given.map(readSelector);
  const values = selectors.flatMap(({ FieldSelectors }) =>
    FieldSelectors.flatMap((field) => operators.flatMap((operator) => field[operator] ?? [])),
  );
  if (values.length > 500)
    throw invalidSelectors('Advanced event selectors have at most 500 values, all conditions together.');
  return selectors;
}

function readSelector(given: Json): AdvancedEventSelector {
  const Name = text(given, 'Name');
  const FieldSelectors = (structures(given, 'FieldSelectors') ?? []).map(readField);
  check(FieldSelectors);
  return { ...(Name === undefined ? {} : { Name }), FieldSelectors };
}

function readField(given: Json): FieldSelector {
  const Field = text(given, 'Field') ?? '';
  const conditions = operators.flatMap((operator) => {
    const values = texts(given, operator) ?? [];
    return values.length === 0 ? [] : [[operator, values] as const];
  });
  if (conditions.length === 0) throw invalidSelectors(`The field selector of '${Field}' has no operator.`);
  return { Field, ...Object.fromEntries(conditions) };
}

function check(fields: readonly FieldSelector[]): void {
  const [category, ...more] = fields.find(({ Field }) => Field === 'eventCategory')?.Equals ?? [];
  const known = category === undefined || more.length > 0 ? undefined : fieldsOf[category];
  if (category === undefined || known === undefined)
    throw invalidSelectors(`eventCategory must equal one of ${Object.keys(fieldsOf).join(', ')}.`);
  const unknown = fields.find(({ Field }) => !known.includes(Field));
  if (unknown !== undefined)
    throw invalidSelectors(`'${unknown.Field}' is no field to select ${category} events by.`);
  const required = requiredField[category];
  if (required !== undefined && !fields.some(({ Field }) => Field === required))
    throw invalidSelectors(`${category} events are selected by ${required}.`);
  for (const field of fields) checkOperators(category, field);
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
function checkOperators(category: string, field: FieldSelector): void {
  const only = (operator: (typeof operators)[number], values?: readonly string[]) => {
    const used = Object.keys(field).filter((name) => name !== 'Field');
    const allowed = values === undefined || field[operator]?.every((value) => values.includes(value));
    if (used.length !== 1 || used[0] !== operator || !allowed)
      throw invalidSelectors(
        `${field.Field} takes ${operator}${values === undefined ? '' : ` ${values.join(' or ')}`}, and nothing else.`,
      );
  };
  if (field.Field === 'eventCategory') only('Equals');
  if (field.Field === 'resources.type') only('Equals');
  if (field.Field === 'readOnly') only('Equals', ['true', 'false']);
  if (field.Field === 'eventSource' && category === 'Management') only('NotEquals', excludableSources);
}
