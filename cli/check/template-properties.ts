import { isRecord } from '../../shared/events/json.ts';
import { type Gap, pathText, type Steps } from './candidate.ts';
import { resolve, type Scope, Unresolvable } from './intrinsics.ts';
import { lineAt, type Source } from './source.ts';

/** The value of a property that only deployment tells. */
export const unknown = Symbol('unknown');

/** Reads the properties of one resource of a template, noting what only deployment tells. */
export class TemplateProperties {
  readonly gaps: Gap[] = [];
  readonly written: Readonly<Record<string, unknown>>;
  readonly #source: Source;
  readonly #scope: Scope;
  readonly #steps: Steps;

  constructor(source: Source, scope: Scope, id: string) {
    this.#source = source;
    this.#scope = scope;
    this.#steps = ['Resources', id, 'Properties'];
    const resource = isRecord(scope.template.Resources) ? scope.template.Resources[id] : undefined;
    this.written = isRecord(resource) && isRecord(resource.Properties) ? resource.Properties : {};
  }

  /** A property's value, or what KMS takes where it is not written; undefined where it is not known. */
  known<T>(name: string, read: (value: unknown) => T | undefined, otherwise: T): T | undefined {
    const value = this.value([name]);
    if (value === undefined || value === null) return otherwise;
    if (value === unknown) return undefined;
    const said = read(value);
    if (said === undefined) this.#note([...this.#steps, name], `${JSON.stringify(value)} is no value for it`);
    return said;
  }

  /** The value at these steps with its functions worked out; `unknown`, and noted, where they cannot be. */
  value(steps: Steps): unknown {
    const value = this.quietly(steps);
    if (!(value instanceof Unresolvable)) return value;
    this.#note(value.steps, value.message);
    return unknown;
  }

  /** The same, noting nothing. */
  quietly(steps: Steps): unknown {
    let value: unknown = this.written;
    for (const step of steps) value = Object(value)[step];
    try {
      return resolve(value, [...this.#steps, ...steps], this.#scope);
    } catch (error) {
      if (error instanceof Unresolvable) return error;
      throw error;
    }
  }

  line(steps: Steps): number | undefined {
    return this.#source.line([...this.#steps, ...steps]);
  }

  #note(steps: Steps, message: string): void {
    const path = pathText(steps);
    this.gaps.push({ path, message: `${path}: ${message}`, ...lineAt(this.#source, steps) });
  }
}
