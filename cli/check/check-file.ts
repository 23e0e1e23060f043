import { isRecord } from '../../shared/events/json.ts';
import { hasNoPrincipals } from '../../shared/rules/control-policy.ts';
import { readText, UnreadableFile } from '../files.ts';
import type { Candidate, PolicyText } from './candidate.ts';
import { checkDocument, type OtherKind } from './check-document.ts';
import { type Court, judgeCandidate, type Verdict } from './judge-candidate.ts';
import { isPlan, isState, planKeys } from './plan.ts';
import { NotData, readSource, type Source } from './source.ts';
import { isTemplate, templateKeys } from './template.ts';

const nothing: Verdict = { judged: false, findings: [], unjudged: [], notes: [] };

/** Judges every key and key policy in a file; one that cannot be judged stops none of the others. */
export async function checkFile(
  file: string,
  court: Court,
  parameters: Readonly<Record<string, string>>,
  as: OtherKind | 'key-policy' = 'key-policy',
): Promise<readonly Verdict[]> {
  try {
    const source = readSource(await readText(file));
    if (isState(source.value)) return [{ ...nothing, unjudged: [{ file, line: 1, message: state }] }];
    if (as !== 'key-policy') {
      const policy = policyIn(source);
      if (policy === undefined) return [{ ...nothing, unjudged: [{ file, line: 1, message: noPolicy }] }];
      return [checkDocument(file, as, policy, court)];
    }
    if (hasNoPrincipals(source.value))
      return [{ ...nothing, unjudged: [{ file, line: 1, message: withoutPrincipals }] }];
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

const state =
  'this is a Terraform state, and only plans are judged. Make a plan ("terraform plan -out PLAN"), and give what "terraform show -json PLAN" prints.';

const noPolicy = 'this is no policy: it has no Statement.';

const withoutPrincipals =
  'no statement names a principal, so this is no key policy. If it is a service control policy, say so: --as scp.';

/** What a file holds is told by its content, whatever its name. Undefined for what is none of the three. */
function candidatesOf(
  source: Source,
  { account, region }: Court,
  parameters: Readonly<Record<string, string>>,
): readonly Candidate[] | undefined {
  const { value } = source;
  if (isPlan(value)) return planKeys(source, account);
  if (isTemplate(value)) return templateKeys(source, { account, region, parameters });
  const policy = policyIn(source);
  return policy && [{ policy, line: 1, gaps: [] }];
}

/** A file that is a policy. JSON is judged as it is written; a policy in YAML as what it would be sent as. */
function policyIn(source: Source): PolicyText | undefined {
  const { value, text } = source;
  if (!isRecord(value) || !('Statement' in value)) return undefined;
  return {
    text: /^\s*\{/.test(text) ? text : JSON.stringify(value),
    line: (part) => source.line(part),
  };
}
