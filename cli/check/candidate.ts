import type { KeySnapshot } from '../../shared/keys/snapshot.ts';

/** A place in a file's data: the names and indices that lead to it. */
export type Steps = readonly (string | number)[];

/** A key policy as text, and where its statements are in the file. */
export type PolicyText = {
  readonly text: string;
  /** The file writes none, and KMS takes its default. */
  readonly byDefault?: boolean;
  /** The line of a part of the policy, from 1; of the policy itself where the part has none of its own. */
  readonly line: (part: Steps) => number | undefined;
};

/** Something that a file leaves open, so that it cannot be judged: never the same as clean. */
export type Gap = { readonly path?: string; readonly line?: number; readonly message: string };

/**
 * What a template or plan says of a key. A part that is absent is not known from the file, and nothing is asked of it.
 */
export type Attributes = Partial<
  Pick<KeySnapshot, 'spec' | 'usage' | 'origin' | 'multiRegion' | 'rotation' | 'aliases'>
> & {
  /** Tags with a value that only deployment tells have none here. */
  readonly tags?: Readonly<Record<string, string | undefined>>;
  /** How long the key would wait for its deletion, were it removed from the file. */
  readonly window?: { readonly days: number; readonly name: string; readonly line?: number };
};

/** A key, or the policy of one, that a file describes. */
export type Candidate = {
  /** The logical ID in a template, the address in a plan; absent for a file that is a policy. */
  readonly resource?: string;
  readonly line?: number;
  readonly policy?: PolicyText;
  /** Absent for a policy alone: then nothing is asked about how the key was created. */
  readonly attributes?: Attributes;
  /** What is known of the key that a policy alone belongs to: enough to tell its class. */
  readonly classifiedBy?: Attributes;
  readonly gaps: readonly Gap[];
};

/** A path as people and JSON tools write it: `Resources.Key.Properties.KeyPolicy.Statement[0]`. */
export function pathText(steps: Steps): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    if (!/^[\w-]+$/.test(step)) return `${path}[${JSON.stringify(step)}]`;
    return path === '' ? step : `${path}.${step}`;
  }, '');
}

/** The steps of a path as the policy language writes it: `$.Statement[0].Condition["aws:x"]`. */
export function stepsOf(path: string): Steps {
  return [...path.matchAll(/\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)].map(([, name, index, quoted]) =>
    index !== undefined ? Number(index) : (name ?? String(JSON.parse(quoted ?? '""'))),
  );
}
