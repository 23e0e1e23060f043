import type {
  BatchImportFindingsCommandInput,
  BatchImportFindingsResponse,
} from '@aws-sdk/client-securityhub';
import { type Credentials, environmentCredentials } from './credentials.ts';
import { type Environment, regionOf, settingsFor } from './settings.ts';

type ImportFindings = (
  request: BatchImportFindingsCommandInput,
  options: { readonly abortSignal: AbortSignal },
) => Promise<BatchImportFindingsResponse>;

/** Security Hub's BatchImportFindings in the Region of the environment: loaded when there is a first finding to import. */
export function createImportFindings(
  environment: Environment,
  credentials: Credentials = environmentCredentials(environment),
): ImportFindings {
  let calls: Promise<ImportFindings> | undefined;
  return async (request, options) => {
    calls ??= import('./import-findings-calls.ts').then(({ importFindingsCalls }) =>
      importFindingsCalls({
        ...settingsFor(environment)('SECURITYHUB'),
        region: regionOf(environment),
        credentials,
      }),
    );
    return (await calls)(request, options);
  };
}
