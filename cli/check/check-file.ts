import { isRecord } from '../../shared/events/json.ts';
import { readText, UnreadableFile } from '../files.ts';
import type { Candidate } from './candidate.ts';
import { type Court, judgeCandidate, type Verdict } from './judge-candidate.ts';
import { isPlan, planKeys } from './plan.ts';
import { NotData, readSource, type Source } from './source.ts';
import { isTemplate, templateKeys } from './template.ts';

const nothing: Verdict = { judged: false, findings: [], unjudged: [], notes: [] };

/** Judges every key and key policy in a file; one that cannot be judged stops none of the others. */
export async function checkFile(
  file: string,
  court: Court,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly Verdict[]> {
  try {
    const source = readSource(await readText(file));
    const candidates = candidatesOf(source, court, parameters);
    if (candidates === undefined)
      return [{ ...nothing, unjudged: [{ file, line: 1, message: unrecognised }] }];
    const name = file === '-' ? 'standard input' : file;
    if (candidates.length === 0) return [{ ...nothing, notes: [`${name}: note: it describes no KMS key`] }];
    return candidates.map((candidate) => judgeCandidate(file, candidate, court));
  } catch (error) {
    if (error instanceof NotData) {
      const { line, column, message } = error;
      return [{ ...nothing, unjudged: [{ file, line, column, message }] }];
    }
    if (!(error instanceof UnreadableFile)) throw error;
    return [{ ...nothing, unjudged: [{ file, message: error.message.replace(/^[^:]*: /, '') }] }];
  }
}

const unrecognised =
  'this is no key policy (no Statement), no CloudFormation template (no Resources) and no Terraform plan (no planned_values). Give one of these; for a plan, what "terraform show -json PLAN" prints.';

/** What a file holds is told by its content, whatever its name. Undefined for what is none of the three. */
function candidatesOf(
  source: Source,
  { account, region }: Court,
  parameters: Readonly<Record<string, string>>,
): readonly Candidate[] | undefined {
  const { value, text } = source;
  if (isPlan(value)) return planKeys(source, account);
  if (isTemplate(value)) return templateKeys(source, { account, region, parameters });
  if (!isRecord(value) || !('Statement' in value)) return undefined;
  // JSON is judged as it is written; a policy in YAML as what it would be sent as.
  const policy = {
    text: /^\s*\{/.test(text) ? text : JSON.stringify(value),
    line: (part: readonly (string | number)[]) => source.line(part),
  };
  return [{ policy, line: 1, gaps: [] }];
}
