import type {
  BatchImportFindingsCommandInput,
  BatchImportFindingsResponse,
} from '@aws-sdk/client-securityhub';
import type { Channel } from '../channel.ts';
import { asffFinding, type SecurityHubHome } from './asff.ts';

/** Imports findings: `createImportFindings` in shared/aws, or another that does what it does. */
export type ImportFindings = (
  request: BatchImportFindingsCommandInput,
  options: { readonly abortSignal: AbortSignal },
) => Promise<BatchImportFindingsResponse>;

/** Security Hub did not take a finding, though it answered. */
export class FindingRefused extends Error {
  readonly code = 'FINDING_REFUSED';
  constructor(id: string, why: string) {
    super(
      `Security Hub did not take the finding ${id}: ${why}. Check that Security Hub is on in this account and Region.`,
    );
    this.name = 'FindingRefused';
  }
}

/** Imports each notice into Security Hub as a finding. A later one of the same incident brings it up to date. */
export function securityHubChannel(options: {
  readonly importFindings: ImportFindings;
  readonly home: SecurityHubHome;
}): Channel {
  const { importFindings, home } = options;
  return {
    name: 'security-hub',
    async send(notice, signal, earlier) {
      const finding = asffFinding(notice, home, earlier?.createdAt);
      const answer = await importFindings({ Findings: [finding] }, { abortSignal: signal });
      const [failed] = answer.FailedFindings ?? [];
      if ((answer.FailedCount ?? 0) > 0)
        throw new FindingRefused(
          finding.Id ?? '',
          failed === undefined ? 'it gave no reason' : `${failed.ErrorCode}: ${failed.ErrorMessage}`,
        );
      return { createdAt: finding.CreatedAt ?? '' };
    },
  };
}

/** The account, Region and partition that an ARN of the guardian's own names: of its topic, its table, its function. */
export function homeOf(arn: string): SecurityHubHome {
  const [, partition = '', , region = '', account = ''] = arn.split(':');
  return { partition, region, account };
}
