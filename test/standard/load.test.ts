import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { allRules } from '../../shared/duties.ts';
import { standardJsonSchema } from '../../shared/standard/json-schema.ts';
import { loadStandard } from '../../shared/standard/load.ts';

const ruleIds = ['policy-drift', 'key-enabled'];
const load = (text: string) => loadStandard(text, 'team.yaml', { ruleIds });

describe('loadStandard', () => {
  test('fills in all that a minimal standard leaves out', () => {
    expect(load('version: 1\nroles: { administrators: [role/Admin] }')).toEqual({
      version: 1,
      defaults: {
        mode: 'alert',
        roles: {
          administrators: ['role/Admin'],
          owners: [],
          users: [],
          guardian: ['role/kms-guardian/*'],
          pipelines: [],
        },
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
        iamDelegation: 'allowed',
        rootUser: 'full',
        policy: { narrower: 'alert', wider: 'revert' },
        rotation: { enabled: true, periodInDays: 365 },
        deletion: {
          allowedTo: ['role/Admin'],
          minimumWindowInDays: 30,
          protected: false,
          unusedForDays: 0,
        },
        importedMaterial: { expires: 'any', warnDaysBefore: 30 },
        keyStores: { connected: 'required' },
        grants: { grantees: [], operations: [], constraints: 'optional', maximum: 50_000 },
        labels: { changedBy: [], protectedTags: [], classTags: [] },
        monitoring: { trails: 'required', deniedAttempts: { count: 5, withinMinutes: 10 } },
        perimeter: { endpointPolicy: 'any', admitted: [], deletionAccounts: [] },
        breaker: { perThing: 5, perAccount: 100, withinMinutes: 60 },
        rules: {},
      },
      classes: [],
      exemptions: [],
      alerts: {
        routes: [],
        teamTag: 'team',
        accounts: {},
        responders: [],
        mass: { count: 10, withinMinutes: 5 },
        incidentHours: 24,
        exemptHours: 8,
        snoozeHours: 4,
      },
    });
  });

  test('a class inherits every setting it does not give', () => {
    const standard = load(`
version: 1
roles: { administrators: [role/Admin], users: [role/App] }
defaults:
  mode: remediate
  policy: { wider: ask, narrower: adopt }
  rotation: { periodInDays: 200 }
  deletion: { minimumWindowInDays: 14 }
  rules:
    policy-drift: { mode: alert, severity: high }
    key-enabled: { mode: observe }
classes:
  - name: a
    match: { tags: { team: [x] } }
    policy: { wider: revert }
    rotation: { enabled: false }
    rules:
      policy-drift: { mode: remediate }
`);
    expect(standard.classes[0]?.governance).toEqual({
      ...standard.defaults,
      policy: { wider: 'revert', narrower: 'adopt' },
      rotation: { enabled: false, periodInDays: 200 },
      rules: {
        'policy-drift': { mode: 'remediate', severity: 'high' },
        'key-enabled': { mode: 'observe' },
      },
    });
  });

  test('a list in a class replaces the inherited one; the other roles stay', () => {
    const standard = load(`
version: 1
roles: { administrators: [role/Admin], users: [role/App] }
classes:
  - { name: a, match: { aliases: [alias/a] }, roles: { users: [role/Other] } }
`);
    expect(standard.classes[0]?.governance.roles).toEqual({
      ...standard.defaults.roles,
      users: ['role/Other'],
    });
  });

  test('unless said otherwise, the administrators of a class may delete its keys', () => {
    const standard = load(`
version: 1
roles: { administrators: [role/Admin] }
classes:
  - { name: a, match: { aliases: [alias/a] }, roles: { administrators: [role/Other] } }
`);
    expect(standard.classes[0]?.governance.deletion.allowedTo).toEqual(['role/Other']);
  });

  test('"nobody" may be allowed to delete: an empty list is kept', () => {
    const standard = load(
      'version: 1\nroles: { administrators: [role/A] }\ndefaults: { deletion: { allowedTo: [] } }',
    );
    expect(standard.defaults.deletion.allowedTo).toEqual([]);
  });

  test('a list may be repeated by a YAML alias', () => {
    const standard = load('version: 1\nroles: { administrators: &who [role/A], pipelines: *who }');
    expect(standard.defaults.roles.pipelines).toEqual(['role/A']);
  });

  test('the standard that ships with the product is a good one', async () => {
    const text = await readFile(new URL('../../standard.yaml', import.meta.url), 'utf8');
    const standard = loadStandard(text, 'standard.yaml', { ruleIds: allRules.map(({ id }) => id) });
    expect(standard.defaults.mode).toBe('remediate');
    expect(standard.classes.map(({ name, governance }) => [name, governance.mode])).toEqual([
      ['customer-data', 'remediate'],
      ['sandbox', 'alert'],
    ]);
    expect(standard.classes[0]?.governance.rotation).toEqual({ enabled: true, periodInDays: 90 });
  });

  describe('which shows', () => {
    const shown = async () => {
      const text = await readFile(new URL('../../standard.yaml', import.meta.url), 'utf8');
      return text.replace(/^( *)# ( *(?:- .+|[\w:/]+:(?: .+)?))$/gm, '$1$2');
    };

    test('only what may be asked, in comments too', async () => {
      const known = { ruleIds: allRules.map(({ id }) => id) };
      const { defaults, exemptions } = loadStandard(await shown(), 'standard.yaml', known);
      expect(defaults.creation.requiredTags).toEqual({ owner: ['*'] });
      expect(defaults.usage.encryptionContext).toEqual({ app: ['payments'] });
      expect(exemptions).toHaveLength(1);
    });

    test('every setting there is', async () => {
      const { roles, defaults, exemptions } = parse(await shown());
      const { properties } = JSON.parse(JSON.stringify(standardJsonSchema({ ruleIds: [] })));
      expect(missingIn(roles, properties.roles)).toEqual([]);
      // Rules are set in a class.
      expect(missingIn(defaults, properties.defaults)).toEqual(['rules']);
      expect(missingIn(exemptions[0], properties.exemptions.items)).toEqual([]);
    });
  });
});

type Fields = { readonly properties?: Readonly<Record<string, Fields>> };

/** The fields of a section, and of those below it, that are not written. */
function missingIn(written: unknown, { properties = {} }: Fields): readonly string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const value: unknown = Object(written)[name];
    return value === undefined ? [name] : missingIn(value, field).map((below) => `${name}.${below}`);
  });
}
