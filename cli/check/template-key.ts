import { isRecord } from '../../shared/events/json.ts';
import type { Attributes, Candidate, PolicyText } from './candidate.ts';
import { defaultPolicy } from './default-policy.ts';
import { type Scope, Unresolvable } from './intrinsics.ts';
import { identityOf, replicaIdentity, truth, unwritten, whole, words } from './key-attributes.ts';
import { lineAt, type Source } from './source.ts';
import { TemplateProperties, unknown } from './template-properties.ts';

/** Reads an AWS::KMS::Key or AWS::KMS::ReplicaKey of a template. */
export function templateKey(source: Source, scope: Scope, id: string, replica: boolean): Candidate {
  const properties = new TemplateProperties(source, scope, id);
  const policy = policyOf(properties, scope.account);
  const attributes: Attributes = {
    ...(replica ? replicaIdentity : written(properties)),
    ...tagsOf(properties),
    ...aliasesOf(source, scope, id),
    ...windowOf(properties),
  };
  return {
    resource: id,
    ...lineAt(source, ['Resources', id]),
    ...(policy === undefined ? {} : { policy }),
    attributes,
    gaps: properties.gaps,
  };
}

function policyOf(properties: TemplateProperties, account: string): PolicyText | undefined {
  const value = properties.value(['KeyPolicy']);
  if (value === unknown) return undefined;
  const text = value === undefined ? defaultPolicy(account) : value;
  return {
    text: typeof text === 'string' ? text : JSON.stringify(text),
    byDefault: value === undefined,
    line: (part) => properties.line(['KeyPolicy', ...part]),
  };
}

function written(properties: TemplateProperties): Attributes {
  return identityOf({
    spec: properties.known('KeySpec', words, unwritten.spec),
    usage: properties.known('KeyUsage', words, unwritten.usage),
    origin: properties.known('Origin', words, unwritten.origin),
    multiRegion: properties.known('MultiRegion', truth, false),
    rotates: properties.known('EnableKeyRotation', truth, false),
    periodInDays: properties.known('RotationPeriodInDays', whole, unwritten.rotationPeriodInDays),
  });
}

/** Each tag by itself: one whose value is a parameter must not hide the others. */
function tagsOf(properties: TemplateProperties): Attributes {
  const list = properties.written.Tags ?? [];
  if (!Array.isArray(list)) return {};
  const tags: [string, string | undefined][] = [];
  for (const at of list.keys()) {
    const key = properties.quietly(['Tags', at, 'Key']);
    const value = properties.quietly(['Tags', at, 'Value']);
    // A tag that may be any tag leaves all of them open.
    if (typeof key !== 'string') return {};
    tags.push([key, value instanceof Unresolvable ? undefined : String(value ?? '')]);
  }
  return { tags: Object.fromEntries(tags) };
}

/** Only what the template itself says: other stacks may give the key aliases, so that none is there is not known. */
function aliasesOf(source: Source, scope: Scope, id: string): Attributes {
  const { Resources: resources } = scope.template;
  const names = Object.entries(isRecord(resources) ? resources : {}).flatMap(([aliasId, resource]) => {
    if (!isRecord(resource) || resource.Type !== 'AWS::KMS::Alias') return [];
    const alias = new TemplateProperties(source, scope, aliasId);
    const target = JSON.stringify(alias.written.TargetKeyId ?? '');
    return target.includes(`"${id}"`) ? [alias.quietly(['AliasName'])] : [];
  });
  const aliases = names.filter((name) => typeof name === 'string');
  return aliases.length === 0 || aliases.length < names.length ? {} : { aliases };
}

function windowOf(properties: TemplateProperties): Attributes {
  const name = 'PendingWindowInDays';
  const days = properties.known(name, whole, unwritten.windowInDays);
  const line = properties.line([name]);
  return days === undefined ? {} : { window: { days, name, ...(line === undefined ? {} : { line }) } };
}
