import { isRecord } from '../../shared/events/json.ts';

type Json = Readonly<Record<string, unknown>>;

/** An instance's key in an address: `[0]`, `["a.b"]`. */
const instanceKey = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/** The address of a resource's block, whichever instance of it is meant: `module.a.aws_kms_key.this`. */
export const blockOf = (address: string) => address.replace(instanceKey, '');

/** The module of a block: `module.a.module.b`, or nothing for the root. */
export const moduleOf = (block: string) => block.split('.').slice(0, -2).join('.');

/** What the configuration in a plan says of a resource's arguments; undefined where the plan holds none of it. */
export function expressionsOf(plan: Json, address: string): Json | undefined {
  const block = blockOf(address);
  const [type, name] = block.split('.').slice(-2);
  let module = isRecord(plan.configuration) ? plan.configuration.root_module : undefined;
  for (const called of moduleOf(block)
    .split('.')
    .filter((part) => part !== '' && part !== 'module')) {
    const calls: unknown = isRecord(module) ? module.module_calls : undefined;
    const call: unknown = isRecord(calls) ? calls[called] : undefined;
    module = isRecord(call) ? call.module : undefined;
  }
  const resources = isRecord(module) && Array.isArray(module.resources) ? module.resources : [];
  const found = resources.filter(isRecord).find((each) => each.type === type && each.name === name);
  return isRecord(found?.expressions) ? found.expressions : found && {};
}

/** The blocks of this type that an argument refers to, in the same module. */
export function referencesOf(plan: Json, address: string, argument: string, type: string): readonly string[] {
  const expression = expressionsOf(plan, address)?.[argument];
  const references =
    isRecord(expression) && Array.isArray(expression.references) ? expression.references : [];
  const module = moduleOf(blockOf(address));
  return references.flatMap((reference: unknown) => {
    const [block] = new RegExp(`^${type}\\.[\\w-]+`).exec(String(reference)) ?? [];
    return block === undefined ? [] : [module === '' ? block : `${module}.${block}`];
  });
}
