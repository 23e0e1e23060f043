import type { StandardDocument } from './schema.ts';
import type { Alerts, Deletion, Exemption, Governance, KeyMatch, Roles, Standard } from './standard.ts';

type Settings = NonNullable<StandardDocument['defaults']>;
type WrittenClass = NonNullable<StandardDocument['classes']>[number];
type WrittenExemption = NonNullable<StandardDocument['exemptions']>[number];
type Rules = Governance['rules'];
/** A section as it may be written: without any of its fields. */
type Written<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What holds where the standard says nothing. */
const fallback = {
  mode: 'alert',
  iamDelegation: 'allowed',
  rootUser: 'full',
} as const;

/** The roles of our own deployment. */
const guardian = ['role/kms-guardian/*'];

type Sections = Omit<Governance, keyof typeof fallback | 'roles' | 'deletion' | 'labels' | 'rules'>;

/** What holds of the alerts where the standard says nothing. */
const alerts: Alerts = {
  routes: [],
  accounts: {},
  teamTag: 'team',
  responders: [],
  mass: { count: 10, withinMinutes: 5 },
  incidentHours: 24,
  exemptHours: 8,
  snoozeHours: 4,
};

/** The sections that a class inherits field by field, with what holds where the standard says nothing. */
const sections: Sections = {
  actions: { administrators: [], owners: [], users: [] },
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
    containment: 'alert',
  },
  usage: { services: [], vpcEndpoints: [], encryptionContext: {}, conditions: {}, attestation: {} },
  policy: { narrower: 'alert', wider: 'revert' },
  rotation: { enabled: true, periodInDays: 365 },
  importedMaterial: { expires: 'any', warnDaysBefore: 30 },
  keyStores: { connected: 'required' },
  grants: { grantees: [], operations: [], constraints: 'optional', maximum: 50_000 },
  monitoring: { trails: 'required', deniedAttempts: { count: 5, withinMinutes: 10 } },
  perimeter: { endpointPolicy: 'any', admitted: [], deletionAccounts: [] },
  breaker: { perThing: 5, perAccount: 100, withinMinutes: 60 },
};

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
    guardian: written.roles.guardian ?? guardian,
    pipelines: written.roles.pipelines ?? [],
  };
  const defaults = written.defaults ?? {};
  const classes = written.classes ?? [];
  const classTags = [...new Set(classes.flatMap(({ match }) => Object.keys(match.tags ?? {})))];
  return {
    version: 1,
    defaults: govern(roles, classTags, [defaults]),
    classes: classes.map((entry) => ({
      name: entry.name,
      match: matchOf(entry.match),
      governance: govern(inheritRoles(roles, entry.roles), classTags, [entry, defaults]),
    })),
    exemptions: (written.exemptions ?? []).map(exemptionOf),
    alerts: alertsOf(written.alerts ?? {}),
  };
}

/** Governance from layers of settings, the most specific first. */
function govern(roles: Roles, classTags: readonly string[], layers: readonly Settings[]): Governance {
  const first = <T>(read: (layer: Settings) => T | undefined): T | undefined =>
    layers.map(read).find((value) => value !== undefined);
  const inherit = <T extends object>(otherwise: T, read: (layer: Settings) => Written<T> | undefined): T =>
    Object.assign({}, otherwise, ...layers.toReversed().map((layer) => withoutGaps(read(layer) ?? {})));
  const section = <K extends keyof Sections>(name: K): Sections[K] =>
    inherit<Sections[K]>(sections[name], (layer) => layer[name] as Written<Sections[K]> | undefined);
  return {
    mode: first((layer) => layer.mode) ?? fallback.mode,
    roles,
    actions: section('actions'),
    trust: section('trust'),
    creation: section('creation'),
    usage: section('usage'),
    iamDelegation: first((layer) => layer.iamDelegation) ?? fallback.iamDelegation,
    rootUser: first((layer) => layer.rootUser) ?? fallback.rootUser,
    policy: section('policy'),
    rotation: section('rotation'),
    deletion: inherit<Deletion>(
      { allowedTo: roles.administrators, minimumWindowInDays: 30, protected: false, unusedForDays: 0 },
      (layer) => layer.deletion,
    ),
    importedMaterial: section('importedMaterial'),
    keyStores: section('keyStores'),
    grants: section('grants'),
    labels: inherit<Governance['labels']>(
      { changedBy: [], protectedTags: [], classTags },
      (layer) => layer.labels,
    ),
    monitoring: section('monitoring'),
    perimeter: section('perimeter'),
    breaker: section('breaker'),
    rules: mergeRules(layers),
  };
}

function exemptionOf({
  rules = [],
  principals = [],
  keys = [],
  owner,
  reason,
  until,
}: WrittenExemption): Exemption {
  return { rules, principals, keys, owner, reason, until };
}

function alertsOf(written: NonNullable<StandardDocument['alerts']>): Alerts {
  const { routes = [], mass = {} } = written;
  return {
    ...alerts,
    ...withoutGaps(written),
    routes: routes.map((route) => withoutGaps(route)),
    mass: { ...alerts.mass, ...withoutGaps(mass) },
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
