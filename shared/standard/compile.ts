import type { StandardDocument } from './schema.ts';
import type { Creation, Governance, KeyMatch, Roles, Standard, Trust, Usage } from './standard.ts';

type Settings = NonNullable<StandardDocument['defaults']>;
type WrittenClass = NonNullable<StandardDocument['classes']>[number];
type Rules = Governance['rules'];
/** A section as it may be written: without any of its fields. */
type Written<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What holds where the standard says nothing. The guardian's roles are those of our own deployment. */
const fallback = {
  mode: 'alert',
  guardian: ['role/kms-guardian/*'],
  trust: { accounts: [], organizations: [] },
  creation: {
    specs: [],
    origins: [],
    usages: [],
    multiRegion: 'allowed',
    regions: [],
    requiredTags: {},
    requiredAliases: [],
    createdBy: [],
    settlingMinutes: 15,
  },
  usage: { services: [], vpcEndpoints: [], encryptionContext: {} },
  iamDelegation: 'allowed',
  policy: { narrower: 'alert', wider: 'revert' },
  rotation: { enabled: true, periodInDays: 365 },
  minimumWindowInDays: 30,
} as const;

/**
 * Fills in everything a standard leaves out: classes inherit from the defaults, the defaults from the
 * product. A class inherits field by field; a list it gives replaces the inherited one, and so do its
 * required tags and its encryption context.
 */
export function compileStandard(written: StandardDocument): Standard {
  const roles: Roles = {
    administrators: written.roles.administrators,
    owners: written.roles.owners ?? [],
    users: written.roles.users ?? [],
    guardian: written.roles.guardian ?? fallback.guardian,
    pipelines: written.roles.pipelines ?? [],
  };
  const defaults = written.defaults ?? {};
  return {
    version: 1,
    defaults: govern(roles, [defaults]),
    classes: (written.classes ?? []).map((entry) => ({
      name: entry.name,
      match: matchOf(entry.match),
      governance: govern(inheritRoles(roles, entry.roles), [entry, defaults]),
    })),
  };
}

/** Governance from layers of settings, the most specific first. */
function govern(roles: Roles, layers: readonly Settings[]): Governance {
  const first = <T>(read: (layer: Settings) => T | undefined): T | undefined =>
    layers.map(read).find((value) => value !== undefined);
  const inherit = <T extends object>(otherwise: T, read: (layer: Settings) => Written<T> | undefined): T =>
    Object.assign({}, otherwise, ...layers.toReversed().map((layer) => withoutGaps(read(layer) ?? {})));
  return {
    mode: first((layer) => layer.mode) ?? fallback.mode,
    roles,
    trust: inherit<Trust>(fallback.trust, (layer) => layer.trust),
    creation: inherit<Creation>(fallback.creation, (layer) => layer.creation),
    usage: inherit<Usage>(fallback.usage, (layer) => layer.usage),
    iamDelegation: first((layer) => layer.iamDelegation) ?? fallback.iamDelegation,
    policy: inherit<Governance['policy']>(fallback.policy, (layer) => layer.policy),
    rotation: inherit<Governance['rotation']>(fallback.rotation, (layer) => layer.rotation),
    deletion: inherit<Governance['deletion']>(
      { allowedTo: roles.administrators, minimumWindowInDays: fallback.minimumWindowInDays },
      (layer) => layer.deletion,
    ),
    rules: mergeRules(layers),
  };
}

function mergeRules(layers: readonly Settings[]): Rules {
  const merged: Record<string, Rules[string]> = {};
  for (const layer of layers.toReversed()) {
    for (const [id, setting] of Object.entries(layer.rules ?? {})) {
      merged[id] = { ...merged[id], ...withoutGaps(setting ?? {}) };
    }
  }
  return merged;
}

function inheritRoles(inherited: Roles, written: WrittenClass['roles']): Roles {
  return { ...inherited, ...withoutGaps(written ?? {}) };
}

function matchOf(written: WrittenClass['match']): KeyMatch {
  return withoutGaps(written);
}

/** zod types a field that may be missing as one that may be undefined; the compiled standard has no such. */
function withoutGaps<T extends object>(written: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
