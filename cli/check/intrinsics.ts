import { isRecord } from '../../shared/events/json.ts';
import type { Steps } from './candidate.ts';

/** What the references of a template stand for. */
export type Scope = {
  readonly account: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The template's `Parameters` and `Resources`. */
  readonly template: Readonly<Record<string, unknown>>;
};

/** A value of a template that only its deployment tells. */
export class Unresolvable extends Error {
  readonly code = 'UNRESOLVABLE';
  readonly steps: Steps;
  constructor(steps: Steps, what: string, fix = 'write it out, or check the policy that is deployed') {
    super(`${what} is known only when it is deployed; ${fix}`);
    this.name = 'Unresolvable';
    this.steps = steps;
  }
}

/** Stands for `AWS::NoValue`: the property is as if it were not there. */
const nothing = Symbol('AWS::NoValue');

/** The value with its intrinsic functions worked out; undefined for none. Throws Unresolvable on any that cannot be. */
export function resolve(value: unknown, steps: Steps, scope: Scope): unknown {
  const resolved = evaluate(value, steps, scope);
  return resolved === nothing ? undefined : resolved;
}

function evaluate(value: unknown, steps: Steps, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item: unknown, at) => evaluate(item, [...steps, at], scope))
      .filter((item) => item !== nothing);
  }
  if (!isRecord(value)) return value;
  const [name = '', argument] = Object.entries(value)[0] ?? [];
  const called =
    name === 'Ref' || name === 'Condition' ? Object.keys(value).length === 1 : name.startsWith('Fn::');
  // A statement has a Condition beside other members; alone and with a text it is a function.
  if (called && !(name === 'Condition' && typeof argument !== 'string'))
    return call(name, argument, steps, scope);
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, evaluate(member, [...steps, key], scope)] as const)
      .filter(([, member]) => member !== nothing),
  );
}

function call(name: string, argument: unknown, steps: Steps, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return reference(String(argument), steps, scope);
    case 'Fn::GetAtt':
      return attribute([argument].flat().join('.'), steps, scope);
    case 'Fn::Sub':
      return substitute(argument, steps, scope);
    case 'Fn::Join':
      return join(evaluate(argument, steps, scope), steps);
    case 'Fn::ToJsonString':
      return JSON.stringify(evaluate(argument, steps, scope));
    default:
      throw new Unresolvable(steps, name);
  }
}

function reference(name: string, steps: Steps, { account, region, parameters, template }: Scope): unknown {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    case 'AWS::NoValue':
      return nothing;
  }
  const declared = isRecord(template.Parameters) ? template.Parameters[name] : undefined;
  const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (given === undefined) {
    if (declared === undefined) throw new Unresolvable(steps, name);
    throw new Unresolvable(steps, `the parameter ${name}`, `give it by --parameter ${name}=VALUE`);
  }
  const list = isRecord(declared) && /List/.test(String(declared.Type));
  return list ? given.split(',').map((item) => item.trim()) : given;
}

/** The ARN of a role or user of the same template is known where its name is. */
function attribute(name: string, steps: Steps, scope: Scope): string {
  const [, id = '', kind] = /^(\w+)\.(\w+)$/.exec(name) ?? [];
  const resource = isRecord(scope.template.Resources) ? scope.template.Resources[id] : undefined;
  const { Type: type, Properties: written } = isRecord(resource) ? resource : {};
  const noun = type === 'AWS::IAM::Role' ? 'Role' : type === 'AWS::IAM::User' ? 'User' : undefined;
  if (kind !== 'Arn' || noun === undefined || !isRecord(written)) throw new Unresolvable(steps, name);
  const own = evaluate(written[`${noun}Name`] ?? null, steps, scope);
  const path = evaluate(written.Path ?? '/', steps, scope);
  if (typeof own !== 'string' || typeof path !== 'string') throw new Unresolvable(steps, name);
  return `arn:aws:iam::${scope.account}:${noun.toLowerCase()}${path}${own}`;
}

function substitute(argument: unknown, steps: Steps, scope: Scope): string {
  const [text, values] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
  const own: Readonly<Record<string, unknown>> = isRecord(values) ? values : {};
  return String(text).replace(/\$\{(!?)([^}]*)\}/g, (_whole, literal: string, inside: string) => {
    if (literal === '!') return `\${${inside}}`;
    const name = inside.trim();
    if (Object.hasOwn(own, name)) return asText(evaluate(own[name], steps, scope), steps);
    return asText(name.includes('.') ? attribute(name, steps, scope) : reference(name, steps, scope), steps);
  });
}

function join(argument: unknown, steps: Steps): string {
  const [delimiter, items] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  if (typeof delimiter !== 'string' || !Array.isArray(items)) throw new Unresolvable(steps, 'Fn::Join');
  return items.map((item: unknown) => asText(item, steps)).join(delimiter);
}

function asText(value: unknown, steps: Steps): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new Unresolvable(steps, 'what is put into a text there');
}
