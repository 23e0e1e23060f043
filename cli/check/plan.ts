import { isRecord } from '../../shared/events/json.ts';
import type { Candidate, Steps } from './candidate.ts';
import { PlanArguments } from './plan-arguments.ts';
import { blockOf, referencesOf } from './plan-configuration.ts';
import { planKey, planKeyPolicy } from './plan-key.ts';
import type { Source } from './source.ts';

type Json = Readonly<Record<string, unknown>>;

/** A resource as a plan would leave it. */
export type Planned = {
  readonly address: string;
  readonly type: string;
  readonly values: Json;
  /** The arguments that are known only after apply, each as `true`. */
  readonly unknown: Json;
  /** Where `values` is in the file. */
  readonly steps: Steps;
};

/** True of what `terraform show -json` prints for a plan. */
export function isPlan(value: unknown): value is Json {
  return isRecord(value) && (isRecord(value.planned_values) || Array.isArray(value.resource_changes));
}

/** True of a Terraform state: as `terraform show -json` prints it, or as the file that Terraform keeps. */
export function isState(value: unknown): boolean {
  if (!isRecord(value) || typeof value.terraform_version !== 'string') return false;
  if ('planned_values' in value || 'resource_changes' in value) return false;
  return isRecord(value.values) || 'serial' in value;
}

const keyTypes = ['aws_kms_key', 'aws_kms_replica_key', 'aws_kms_key_policy'];

/** The keys and key policies that a Terraform plan would leave behind, in all its modules. */
export function planKeys(source: Source, account: string): readonly Candidate[] {
  const plan = source.value;
  if (!isPlan(plan)) return [];
  const all = plannedResources(plan);
  const policies = all.filter(({ type }) => type === 'aws_kms_key_policy');
  const withPolicy = new Set(
    policies.flatMap(({ address }) => referencesOf(plan, address, 'key_id', 'aws_kms_key')),
  );
  return all
    .filter(({ type }) => keyTypes.includes(type))
    .map((planned) => {
      const given = new PlanArguments(source, plan, planned);
      if (planned.type !== 'aws_kms_key_policy') {
        const policy = withPolicy.has(blockOf(planned.address));
        return planKey(given, account, { policy, aliases: aliasesOf(plan, planned, all) });
      }
      const [block] = referencesOf(plan, planned.address, 'key_id', 'aws_kms_key');
      return planKeyPolicy(
        given,
        account,
        all.find(({ address }) => blockOf(address) === block),
      );
    });
}

/** The aliases that the plan gives a key, as far as it tells. */
function aliasesOf(plan: Json, { address }: Planned, all: readonly Planned[]): readonly string[] {
  return all.flatMap((each) => {
    if (each.type !== 'aws_kms_alias' || typeof each.values.name !== 'string') return [];
    const targets = referencesOf(plan, each.address, 'target_key_id', 'aws_kms_key');
    return targets.includes(blockOf(address)) ? [each.values.name] : [];
  });
}

/** `resource_changes` tells what is unknown; what does not change at all may be in `planned_values` alone. */
function plannedResources(plan: Json): readonly Planned[] {
  const found = new Map<string, Planned>();
  const values = isRecord(plan.planned_values) ? plan.planned_values.root_module : undefined;
  for (const each of inModule(values, ['planned_values', 'root_module'])) found.set(each.address, each);
  const changes = Array.isArray(plan.resource_changes) ? plan.resource_changes : [];
  changes.forEach((resource: unknown, at) => {
    if (!isRecord(resource) || !isRecord(resource.change)) return;
    const { address, type, change } = resource;
    // What is deleted has no `after`.
    if (typeof address !== 'string' || !isRecord(change) || !isRecord(change.after)) return;
    const unknown = isRecord(change.after_unknown) ? change.after_unknown : {};
    const steps = ['resource_changes', at, 'change', 'after'];
    found.set(address, { address, type: String(type), values: change.after, unknown, steps });
  });
  return [...found.values()];
}

function inModule(module: unknown, steps: Steps): readonly Planned[] {
  if (!isRecord(module)) return [];
  const resources = Array.isArray(module.resources) ? module.resources : [];
  const children = Array.isArray(module.child_modules) ? module.child_modules : [];
  return [
    ...resources.flatMap((resource: unknown, at): readonly Planned[] => {
      if (!isRecord(resource) || resource.mode === 'data' || typeof resource.address !== 'string') return [];
      const values = isRecord(resource.values) ? resource.values : {};
      const { address, type } = resource;
      return [
        { address, type: String(type), values, unknown: {}, steps: [...steps, 'resources', at, 'values'] },
      ];
    }),
    ...children.flatMap((child: unknown, at) => inModule(child, [...steps, 'child_modules', at])),
  ];
}
