import type { Gap } from './candidate.ts';
import type { Planned } from './plan.ts';
import { expressionsOf } from './plan-configuration.ts';
import { lineAt, type Source } from './source.ts';

/** Reads the arguments of one resource of a plan, noting what only apply tells. */
export class PlanArguments {
  readonly gaps: Gap[] = [];
  readonly planned: Planned;
  readonly #source: Source;
  readonly #expressions: Readonly<Record<string, unknown>> | undefined;

  constructor(source: Source, plan: Readonly<Record<string, unknown>>, planned: Planned) {
    this.planned = planned;
    this.#source = source;
    this.#expressions = expressionsOf(plan, planned.address);
  }

  /** An argument's value, or what KMS takes where the configuration does not write it; undefined where unknown. */
  known<T>(argument: string, read: (value: unknown) => T | undefined, otherwise: T): T | undefined {
    const value = this.planned.values[argument];
    if (isSaid(value)) {
      const said = read(value);
      if (said === undefined) this.#note(argument, `${JSON.stringify(value)} is no value for it`);
      return said;
    }
    if (!this.isWritten(argument)) return otherwise;
    this.#note(argument, 'cannot be judged before apply: only then is it known');
    return undefined;
  }

  /** Whether the configuration gives the argument. A plan without its configuration does not tell: then it may. */
  isWritten(argument: string): boolean {
    const { values, unknown } = this.planned;
    const value = values[argument];
    if (isSaid(value)) return true;
    if (this.#expressions === undefined) {
      return unknown[argument] === true || (argument === 'policy' && value === undefined);
    }
    // A variable that is null is as good as nothing, and stays among the values; what is unknown is left out of them.
    return Object.hasOwn(this.#expressions, argument) && (value === undefined || unknown[argument] === true);
  }

  /** The line of an argument, or of the resource. */
  line(...argument: readonly string[]): { readonly line?: number } {
    return lineAt(this.#source, [...this.planned.steps, ...argument]);
  }

  #note(argument: string, why: string): void {
    const message = `${this.planned.address}.${argument} ${why}`;
    this.gaps.push({ path: argument, message, ...this.line(argument) });
  }
}

const isSaid = (value: unknown) => value !== undefined && value !== null && value !== '';
