import { isRecord, textAt } from '../../shared/events/json.ts';
import { ServiceError } from '../wire/answer.ts';
import { findingProblem } from './finding.ts';

type Json = Readonly<Record<string, unknown>>;
type From = { readonly account: string; readonly region: string };

/** @see https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html */
const MOST_FINDINGS = 100;

/** Findings as imports left them: one of an ID, brought up to date by each that is newer. */
export class SecurityHub {
  readonly #findings = new Map<string, Json>();

  get findings(): readonly Json[] {
    return [...this.#findings.values()];
  }

  /** The operation that a REST call is for. */
  static operationAt(method: string, path: string): string {
    if (method === 'POST' && path === '/findings/import') return 'BatchImportFindings';
    throw new ServiceError(
      'UnknownOperationException',
      `The sandbox's Security Hub has no ${method} ${path}.`,
    );
  }

  call(input: Json, from: From): unknown {
    const findings = Array.isArray(input.Findings) ? input.Findings.filter(isRecord) : [];
    if (findings.length === 0 || findings.length > MOST_FINDINGS)
      throw new ServiceError('InvalidInputException', `Findings must have 1 to ${MOST_FINDINGS} entries.`);
    const FailedFindings = findings.flatMap((finding) => {
      const problem = findingProblem(finding, from);
      if (problem === undefined) this.#keep(finding);
      return problem === undefined
        ? []
        : [{ Id: textAt(finding, 'Id') ?? '?', ErrorCode: 'InvalidInput', ErrorMessage: problem }];
    });
    return {
      FailedCount: FailedFindings.length,
      SuccessCount: findings.length - FailedFindings.length,
      FailedFindings,
    };
  }

  /**
   * An import changes neither the workflow of a finding nor one that is newer; the workflow is NEW again when the finding
   * becomes active or fails again.
   *
   * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
   * @see https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Workflow.html
   */
  #keep(finding: Json): void {
    const id = textAt(finding, 'Id') ?? '';
    const known = this.#findings.get(id);
    if (known === undefined) {
      this.#findings.set(id, finding);
      return;
    }
    if ((textAt(known, 'UpdatedAt') ?? '') > (textAt(finding, 'UpdatedAt') ?? '')) return;
    const reopened =
      (known.RecordState === 'ARCHIVED' && finding.RecordState === 'ACTIVE') ||
      (statusOf(known) === 'PASSED' && statusOf(finding) !== 'PASSED');
    const Workflow = reopened ? { Status: 'NEW' } : known.Workflow;
    this.#findings.set(id, { ...finding, Workflow });
  }
}

function statusOf({ Compliance }: Json): string | undefined {
  return isRecord(Compliance) ? textAt(Compliance, 'Status') : undefined;
}
