import { compileStandard } from '../../shared/standard/compile.ts';
import type { Standard } from '../../shared/standard/standard.ts';

/** The standard of these tests: only its roles matter to the sandbox. */
export function standardOf(): Standard {
  return compileStandard({
    version: 1,
    roles: {
      administrators: ['role/KeyAdministrator'],
      owners: ['role/KeyOwner'],
      users: ['role/KeyUser'],
      pipelines: ['role/Deploy'],
    },
    defaults: { mode: 'remediate' },
  });
}
