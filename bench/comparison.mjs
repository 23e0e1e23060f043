import { importTypeScript } from '../scripts/import-typescript.mjs';

const account = '111122223333';
const statement = (name, Action) => ({
  Sid: name,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:role/${name}` },
  Action,
  Resource: '*',
});
const three = [
  { ...statement('Root', 'kms:*'), Principal: { AWS: `arn:aws:iam::${account}:root` } },
  statement('KeyAdministrator', ['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:ScheduleKeyDeletion']),
  statement('KeyUser', ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey']),
];
const many = (count, letter) =>
  Array.from({ length: count }, (_, at) => statement(`${letter}${at}`, ['kms:Encrypt', 'kms:Decrypt']));

/** How fast two policies are compared, and how the cost grows with their statements. */
export async function comparison() {
  const { comparePolicies, parsePolicy } = await importTypeScript(
    `export { comparePolicies, parsePolicy } from './shared/policy/index.ts';`,
  );
  const parse = (Statement) => parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), { account });
  const edited = [...three.slice(0, 2), statement('KeyUser', ['kms:Encrypt', 'kms:Decrypt', 'kms:Sign'])];
  const cases = [
    ['three statements and an edit', three, edited],
    ...[10, 50, 150].map((count) => [
      `${count} statements, one more`,
      many(count, 'a'),
      [...many(count, 'a'), three[2]],
    ]),
    ['150 against 150 others', many(150, 'a'), many(150, 'b')],
  ];
  const rows = cases.map(([what, before, after]) => {
    const [baseline, candidate] = [parse(before), parse(after)];
    const ms = time(() => comparePolicies(baseline, candidate));
    return {
      what,
      kB: (JSON.stringify(after).length / 1024).toFixed(1),
      ms: ms.toFixed(3),
      'a second': Math.round(1000 / ms),
    };
  });
  return {
    title: 'Comparison of two policies, one core',
    rows,
    limits: [
      { what: rows[0].what, measured: Number(rows[0].ms), limit: 0.2, unit: 'ms' },
      { what: rows.at(-1).what, measured: Number(rows.at(-1).ms), limit: 50, unit: 'ms' },
    ],
  };
}

function time(work) {
  for (let warm = performance.now(); performance.now() - warm < 300; ) work();
  let rounds = 0;
  const began = performance.now();
  while (performance.now() - began < 500) {
    work();
    rounds += 1;
  }
  return (performance.now() - began) / rounds;
}
