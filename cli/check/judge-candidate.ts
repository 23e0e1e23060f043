import { type ParsedPolicy, parsePolicyWithNotes } from '../../shared/policy/parse.ts';
import { PolicyError } from '../../shared/policy/policy-error.ts';
import { severities } from '../../shared/rules/rule.ts';
import type { Standard } from '../../shared/standard/standard.ts';
import { assumedKey, undecidedTags } from './assumed-key.ts';
import { type Candidate, type PolicyText, stepsOf } from './candidate.ts';
import { keyOf, unnamedKey, WhichKey } from './key-place.ts';
import { findingsOf, locate, noting, place, windowFindings } from './located-findings.ts';
import type { Located, Unjudged } from './report.ts';

/** By what, and for which account, files are judged. */
export type Court = {
  readonly standard: Standard;
  readonly account: string;
  readonly key?: string;
  readonly region: string;
  readonly regionIsKnown: boolean;
};

/** What one key or policy of a file came to. */
export type Verdict = {
  readonly judged: boolean;
  readonly findings: readonly Located[];
  readonly unjudged: readonly Unjudged[];
  readonly notes: readonly string[];
};

/** Judges what a file tells of one key by the rules that need no more: those on policies and on creation. */
export function judgeCandidate(file: string, candidate: Candidate, court: Court): Verdict {
  const { policy, attributes, resource, line } = candidate;
  const where = { file, ...(resource === undefined ? {} : { resource }) };
  const unjudged: Unjudged[] = candidate.gaps.map((gap) => ({ ...where, ...gap }));
  const told = attributes ?? candidate.classifiedBy ?? {};
  for (const what of attributes === undefined ? [] : undecidedTags(court.standard, told)) {
    const message = `${what} known only when it is deployed, and the standard goes by it`;
    unjudged.push({ ...where, ...place(line), message });
  }
  const read = policy === undefined ? undefined : readPolicy(policy, court);
  if (read !== undefined && 'message' in read) unjudged.push({ ...where, ...read });
  const known = read === undefined || 'message' in read ? undefined : read;
  const key = assumedKey({
    ...court,
    arn: known?.arn ?? court.key ?? unnamedKey(court.account, court.region),
    policy: policy?.text ?? '',
    attributes: told,
  });
  const findings = [
    ...(known === undefined ? [] : findingsOf('policy', key).map((each) => noting(each, policy))),
    ...(attributes === undefined ? [] : [...findingsOf('creation', key), ...windowFindings(attributes, key)]),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return {
    judged: known !== undefined || attributes !== undefined,
    findings: findings.map((finding) => locate(finding, where, candidate)),
    unjudged,
    notes: (known?.parsed.notes ?? []).map(({ path, message, answer }) => {
      const refused = answer === undefined ? '' : ` (KMS answers ${answer})`;
      return `${file === '-' ? 'standard input' : file}: note: ${resource === undefined ? '' : `${resource}: `}${path}: ${message}${refused}`;
    }),
  };
}

type Read = { readonly parsed: ParsedPolicy; readonly arn: string };

function readPolicy({ text, line }: PolicyText, court: Court): Read | Omit<Unjudged, 'file'> {
  try {
    const parsed = parsePolicyWithNotes(text, { account: court.account });
    return { parsed, arn: court.key ?? keyOf(parsed.policy, court.region) };
  } catch (error) {
    if (error instanceof WhichKey) {
      return { ...place(line(['Statement', error.statement])), message: error.message };
    }
    if (!(error instanceof PolicyError)) throw error;
    const { path = '$', message, hint, answer } = error;
    const refused = answer === undefined ? '' : ` KMS would answer ${answer}.`;
    return { path, ...place(line(stepsOf(path))), message: `${message}. ${hint}${refused}` };
  }
}
