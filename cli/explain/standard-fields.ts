import { compileStandard } from '../../shared/standard/compile.ts';
import { standardJsonSchema } from '../../shared/standard/json-schema.ts';

/** The part of a JSON Schema that a field of the standard is described by. */
type Schema = {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
};

/** A field that a standard may have. */
export type Field = {
  /** Within its section: `deniedAttempts.count`. */
  readonly name: string;
  readonly description: string;
  /** What may be written there. */
  readonly values: string;
  /** What holds where it is left out; absent where the fields of another place hold. */
  readonly otherwise?: unknown;
  readonly required: boolean;
};

/** A section of the standard, with its fields in the order of the schema. */
export type Section = {
  /** Where it stands: `defaults.creation`; `defaults` itself holds what has no section. */
  readonly path: string;
  readonly description: string;
  readonly fields: readonly Field[];
};

/** Longer lists of words are left to the editor. */
const few = 6;

const schema = standardJsonSchema({ ruleIds: [] }) as Schema;

/** What is compiled where nothing is written. Whoever may delete keys is by default the administrators. */
const least = compileStandard({ version: 1, roles: { administrators: ['the administrators'] } });

/** All sections, in the order of the schema. A class has those of `defaults`, too. */
export const standardSections: readonly Section[] = [
  sectionOf('roles', partOf(schema, 'roles'), least.defaults.roles),
  ...settingsOf(partOf(schema, 'defaults')),
  sectionOf('classes', partOf(schema, 'classes').items ?? {}, undefined, ['name', 'match', 'roles']),
  sectionOf('exemptions', partOf(schema, 'exemptions').items ?? {}, { rules: [], principals: [], keys: [] }),
  sectionOf('alerts', partOf(schema, 'alerts'), least.alerts),
  sectionOf('alerts.routes', partOf(schema, 'alerts.routes').items ?? {}, undefined),
  sectionOf('alerts.responders', partOf(schema, 'alerts.responders').items ?? {}, undefined),
].map((section) => ({ ...section, description: partOf(schema, section.path).description ?? '' }));

function partOf(whole: Schema, path: string): Schema {
  return path.split('.').reduce((part, name) => part.properties?.[name] ?? {}, whole);
}

/** Settings that are one word each, and then the sections. */
function settingsOf({ properties = {}, ...defaults }: Schema): readonly Section[] {
  const names = Object.keys(properties).filter((name) => name !== 'rules');
  const [sections, single] = [true, false].map((wanted) =>
    names.filter((name) => (properties[name]?.properties !== undefined) === wanted),
  ) as [string[], string[]];
  const governance: Readonly<Record<string, unknown>> = least.defaults;
  return [
    sectionOf('defaults', { properties, ...defaults }, governance, single),
    ...sections.map((name) => sectionOf(`defaults.${name}`, properties[name] ?? {}, governance[name])),
  ];
}

function sectionOf(
  path: string,
  section: Schema,
  otherwise: unknown,
  names: readonly string[] = Object.keys(section.properties ?? {}),
): Section {
  return {
    path,
    description: section.description ?? '',
    fields: names.flatMap((name) => fieldsOf(name, section, otherwise)),
  };
}

/** A field, or the fields below it. */
function fieldsOf(name: string, parent: Schema, otherwise: unknown): readonly Field[] {
  const field = parent.properties?.[name] ?? {};
  const value = Object(otherwise)[name];
  if (field.properties !== undefined && field.properties.administrators === undefined)
    return Object.keys(field.properties).flatMap((below) =>
      // What a part must hold is not asked where the part itself is left out.
      fieldsOf(below, field, value).map((each) => ({
        ...each,
        name: `${name}.${each.name}`,
        required: false,
      })),
    );
  return [
    {
      name,
      description: field.description ?? '',
      values: valuesOf(field),
      required: parent.required?.includes(name) ?? false,
      ...(value === undefined ? {} : { otherwise: value }),
    },
  ];
}

function valuesOf({ type, enum: words, minimum, maximum, format, items, properties }: Schema): string {
  if (words !== undefined)
    return words.length > few ? 'a word' : words.map((word) => `\`${word}\``).join(', ');
  if (format === 'date-time') return 'a time in UTC';
  if (properties !== undefined) return 'as above';
  switch (type) {
    case 'integer':
      return `${minimum} to ${maximum}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array':
      return items?.enum !== undefined && items.enum.length <= few ? `list of ${valuesOf(items)}` : 'list';
    case 'object':
      return 'lists, by name';
    default:
      return 'text';
  }
}
