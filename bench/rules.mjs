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
    'a key that complies': given.approvedPolicy,
    'a key with a stranger in its policy': given.policy(...given.approvedStatements, stranger),
  };
  const rows = Object.entries(policies).map(([what, policy]) => {
    const subject = () =>
      given.subject({ snapshot: given.snapshot({ policy }), change: given.putPolicy(policy) });
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

/** Snapshots are made anew for each run: nothing that is kept about a policy helps the next. */
function median(judge, all, subject) {
  const times = Array.from({ length: 1500 }, () => {
    const given = subject();
    const began = performance.now();
    judge(all, given);
    return performance.now() - began;
  });
  const warm = times.slice(500).sort((a, b) => a - b);
  return warm[warm.length >> 1];
}
