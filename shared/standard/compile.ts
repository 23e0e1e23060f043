import type { StandardDocument } from './schema.ts';
import type { Governance, KeyMatch, Mode, Roles, Standard } from './standard.ts';

type Settings = NonNullable<StandardDocument['defaults']>;
type WrittenClass = NonNullable<StandardDocument['classes']>[number];
type Rules = Governance['rules'];

/** What holds where the standard says nothing. The guardian's roles are those of our own deployment. */
const fallback = {
  mode: 'alert',
  guardian: ['role/kms-guardian/*'],
  policy: { narrower: 'alert', wider: 'revert' },
  rotation: { enabled: true, periodInDays: 365 },
  minimumWindowInDays: 30,
} as const;

/**
 * Fills in everything a standard leaves out: classes inherit from the defaults, the defaults from the
 * product. A class inherits field by field; a list it gives replaces the inherited one.
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
  const first = <T>(read: (layer: Settings) => T | undefined, otherwise: T): T => {
    for (const layer of layers) {
      const value = read(layer);
      if (value !== undefined) return value;
    }
    return otherwise;
  };
  return {
    mode: first<Mode>((layer) => layer.mode, fallback.mode),
    roles,
    policy: {
      narrower: first((layer) => layer.policy?.narrower, fallback.policy.narrower),
      wider: first((layer) => layer.policy?.wider, fallback.policy.wider),
    },
    rotation: {
      enabled: first((layer) => layer.rotation?.enabled, fallback.rotation.enabled),
      periodInDays: first((layer) => layer.rotation?.periodInDays, fallback.rotation.periodInDays),
    },
    deletion: {
      allowedTo: first<readonly string[]>((layer) => layer.deletion?.allowedTo, roles.administrators),
      minimumWindowInDays: first(
        (layer) => layer.deletion?.minimumWindowInDays,
        fallback.minimumWindowInDays,
      ),
    },
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
