import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importTypeScript } from '../scripts/import-typescript.mjs';
import { curve, documentOf, hostile, large, ordinary } from './policies.mjs';

/** How fast two policies are compared, how the cost grows with their statements, and what the worst of them cost. */
export async function comparison() {
  const { comparePolicies, parsePolicy } = await importTypeScript(
    `export { comparePolicies, parsePolicy } from './shared/policy/index.ts';`,
  );
  const collectGarbage = garbageCollector();
  const parse = (statements) => parsePolicy(documentOf(statements), { account: '111122223333' });

  /** Policies are parsed anew for each run, outside its time: nothing that is kept about a policy helps the next. */
  const compare = ([what, make]) => {
    const [before, after] = make();
    const pair = () => [parse(before), parse(after)];
    const policies = pair();
    collectGarbage();
    const heap = process.memoryUsage().heapUsed;
    const { relation } = comparePolicies(...policies);
    const grown = process.memoryUsage().heapUsed - heap;
    return row(what, after, time(comparePolicies, pair), grown, relation);
  };
  const parsing = ([what, make]) => {
    const [, after] = make();
    return row(
      `parsing: ${what}`,
      after,
      time(parse, () => [after]),
    );
  };
  const allOf = (pairs) => Object.entries(pairs).map(compare);

  const parsed = [ordinary, large].map((pairs) => parsing(Object.entries(pairs)[0]));
  const [usual, full, costs] = [ordinary, large, curve].map(allOf);
  const resident = process.resourceUsage().maxRSS;
  const worst = allOf(hostile);
  const grown = (process.resourceUsage().maxRSS - resident) / 1024;
  return {
    title: `Comparison of two policies, one core, the median, Node ${process.version}`,
    rows: [...parsed, ...usual, ...full, ...costs, ...worst],
    limits: [
      slowest('a small edit', usual.slice(0, 1), 0.2),
      slowest('as large as KMS takes, the slowest', full, 50),
      slowest('built to blow up, the slowest', worst, 200),
      {
        what: 'built to blow up, all: what they add to the peak of memory',
        measured: grown,
        limit: 128,
        unit: ' MB',
      },
    ],
  };
}

function row(what, statements, ms, heap, relation = '') {
  return {
    what,
    kB: (documentOf(statements).length / 1024).toFixed(1),
    ms: ms.toFixed(3),
    'a second': Math.round(1000 / ms),
    'heap MB': heap === undefined ? '' : Math.max(0, heap / 2 ** 20).toFixed(1),
    relation,
  };
}

function slowest(what, rows, limit) {
  const worst = rows.toSorted((a, b) => b.ms - a.ms)[0];
  return { what: `${what}: ${worst.what}`, measured: Number(worst.ms), limit, unit: ' ms' };
}

/**
 * Milliseconds a run, the median of the second half: what is slow runs a few times or once, what is fast until the
 * compiler has seen enough of it.
 */
function time(work, prepare) {
  const times = [];
  const began = performance.now();
  for (let spent = 0; spent < 400 || (spent < 2000 && spent < times.length); ) {
    const given = prepare();
    const start = performance.now();
    work(...given);
    times.push(performance.now() - start);
    spent = performance.now() - began;
  }
  const warm = times.slice(times.length >> 1).sort((a, b) => a - b);
  return warm[warm.length >> 1];
}

/** Collects garbage, so that what is on the heap after a run is what it has added. */
function garbageCollector() {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
