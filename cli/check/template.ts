import { isRecord } from '../../shared/events/json.ts';
import type { Candidate, Gap, Steps } from './candidate.ts';
import type { Scope } from './intrinsics.ts';
import { lineAt, type Source } from './source.ts';
import { templateKey } from './template-key.ts';

type Json = Readonly<Record<string, unknown>>;

/** True of what CloudFormation takes as a template. */
export function isTemplate(value: unknown): value is Json & { readonly Resources: Json } {
  return isRecord(value) && isRecord(value.Resources);
}

/** The keys that a CloudFormation template describes, and what in it may describe more of them. */
export function templateKeys(source: Source, place: Omit<Scope, 'template'>): readonly Candidate[] {
  if (!isTemplate(source.value)) return [];
  const scope: Scope = { ...place, template: source.value };
  return Object.entries(source.value.Resources).flatMap(([id, resource]) => {
    // What a macro or loop writes may be keys.
    if (id.startsWith('Fn::')) return [{ resource: id, gaps: [macro(source, ['Resources', id])] }];
    const type = isRecord(resource) ? resource.Type : undefined;
    if (type !== 'AWS::KMS::Key' && type !== 'AWS::KMS::ReplicaKey') return [];
    return [templateKey(source, scope, id, type === 'AWS::KMS::ReplicaKey')];
  });
}

function macro(source: Source, steps: Steps): Gap {
  const message = `${String(steps.at(-1))} is worked out only when it is deployed, and may describe keys`;
  return { path: steps.join('.'), message, ...lineAt(source, steps) };
}
