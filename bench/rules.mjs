import { importTypeScript } from '../scripts/import-typescript.mjs';

/** What it costs to run all rules over one key, in milliseconds at the median: a key that complies, and one that does not. */
export async function rules() {
  const { judge, allRules, given } = await importTypeScript(`
    export { judge } from './shared/rules/judge.ts';
    export { allRules } from './shared/rules/all.ts';
    export * as given from './test/rules/subject.ts';
  `);
  const stranger = given.statement('Partner', 'arn:aws:iam::444455556666:root', 'kms:Decrypt');
  const policies = {
    'a key that complies': given.approvedStatements,
    'a key with a stranger in its policy': [...given.approvedStatements, stranger],
  };
  const rows = Object.entries(policies).map(([what, statements]) => {
    // A text that no run had before: nothing that is kept about a policy helps the next.
    const subject = (run) => {
      const policy = given.policy(...statements.map((each) => ({ ...each, Sid: `${each.Sid}${run}` })));
      return given.subject({ snapshot: given.snapshot({ policy }), change: given.putPolicy(policy) });
    };
    return {
      what,
      rules: allRules.filter(({ scope = 'key' }) => scope === 'key').length,
      ms: median(judge, allRules, subject).toFixed(3),
    };
  });
  return {
    title: `All rules over one snapshot, the median, Node ${process.version}`,
    rows,
    limits: rows.map(({ what, ms }) => ({ what, measured: Number(ms), limit: 2, unit: ' ms' })),
  };
}

function median(judge, all, subject) {
  const times = Array.from({ length: 1500 }, (_, run) => {
    const given = subject(run);
    const began = performance.now();
    judge(all, given);
    return performance.now() - began;
  });
  const warm = times.slice(500).sort((a, b) => a - b);
  return warm[warm.length >> 1];
}
