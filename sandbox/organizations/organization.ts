import { createHash } from 'node:crypto';
import type { Entity, Kind, Root } from './entity.ts';
import { FULL_ACCESS_ID, fullAccess, type Policy } from './policy.ts';

/** One organization: its tree, its policies, and what is attached where. */
export class Organization {
  readonly id: string;
  readonly root: Root;
  readonly managementAccount: string;
  readonly policies = new Map<string, Policy>([[FULL_ACCESS_ID, fullAccess]]);
  readonly #entities = new Map<string, Entity>();
  /** The IDs of the policies that are attached to an entity, in the order they were. */
  readonly #attached = new Map<string, Set<string>>();
  #scpsEnabled = true;

  /** The IDs come of the account, so that they are the same in every run. */
  constructor(managementAccount: string) {
    const digest = createHash('sha256').update(managementAccount).digest('hex');
    this.id = `o-${digest.slice(0, 10)}`;
    this.root = { kind: 'ROOT', id: `r-${digest.slice(10, 14)}`, name: 'Root' };
    this.managementAccount = managementAccount;
    this.add(this.root);
  }

  /** What joins the tree has FullAWSAccess attached, as long as SCPs are enabled. */
  add(entity: Entity): void {
    this.#entities.set(entity.id, entity);
    if (this.#scpsEnabled) this.attach(fullAccess, entity);
  }

  find(id: string): Entity | undefined {
    return this.#entities.get(id);
  }

  all<K extends Kind>(kind: K): readonly Extract<Entity, { kind: K }>[] {
    return [...this.#entities.values()].filter(
      (entity): entity is Extract<Entity, { kind: K }> => entity.kind === kind,
    );
  }

  /** The IDs from the root down to the entity, its own last. */
  pathTo(entity: Entity): readonly string[] {
    if (entity.kind === 'ROOT') return [entity.id];
    const parent = this.#entities.get(entity.parent) ?? this.root;
    return [...this.pathTo(parent), entity.id];
  }

  get scpsEnabled(): boolean {
    return this.#scpsEnabled;
  }

  /**
   * Disabling detaches every SCP and deletes none; enabled again, everything starts with FullAWSAccess alone.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/disable-policy-type.html
   */
  set scpsEnabled(enabled: boolean) {
    this.#scpsEnabled = enabled;
    this.#attached.clear();
    if (enabled) for (const entity of this.#entities.values()) this.attach(fullAccess, entity);
  }

  attachedTo(entity: Entity): readonly Policy[] {
    const ids = this.#attached.get(entity.id) ?? [];
    return [...ids].flatMap((id) => this.policies.get(id) ?? []);
  }

  targetsOf(policy: Policy): readonly Entity[] {
    return [...this.#entities.values()].filter(({ id }) => this.#attached.get(id)?.has(policy.id));
  }

  attach(policy: Policy, entity: Entity): void {
    this.#attached.set(entity.id, (this.#attached.get(entity.id) ?? new Set()).add(policy.id));
  }

  detach(policy: Policy, entity: Entity): void {
    this.#attached.get(entity.id)?.delete(policy.id);
  }
}
