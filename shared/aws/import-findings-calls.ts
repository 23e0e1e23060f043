import {
  BatchImportFindingsCommand,
  type BatchImportFindingsCommandInput,
  SecurityHubClient,
  type SecurityHubClientConfig,
} from '@aws-sdk/client-securityhub';

/** The call, by a client of these settings. */
export function importFindingsCalls(config: SecurityHubClientConfig) {
  const client = new SecurityHubClient(config);
  return (request: BatchImportFindingsCommandInput, options: { readonly abortSignal: AbortSignal }) =>
    client.send(new BatchImportFindingsCommand(request), options);
}
