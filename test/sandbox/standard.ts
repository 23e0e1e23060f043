import type { Standard } from '../../shared/standard/standard.ts';

/** The standard of these tests: only its roles matter to the sandbox. */
export function standardOf(): Standard {
  return {
    version: 1,
    defaults: {
      mode: 'remediate',
      roles: {
        administrators: ['role/KeyAdministrator'],
        owners: ['role/KeyOwner'],
        users: ['role/KeyUser'],
        guardian: ['role/kms-guardian/*'],
        pipelines: ['role/Deploy'],
      },
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
      deletion: { allowedTo: ['role/KeyAdministrator'], minimumWindowInDays: 30 },
      rules: {},
    },
    classes: [],
  };
}
