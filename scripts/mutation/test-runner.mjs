import { basename, relative, resolve } from 'node:path';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { expect } from 'expect';
import { configureGlobal } from 'fast-check';
import { ModuleGraph } from './module-graph.mjs';
import { testGlobals } from './test-globals.mjs';

// What tests try at random: few cases, and the same for each mutant.
process.env.POLICY_LAWS_PAIRS ??= '300';
process.env.POLICY_LAWS_SEED ??= '1';
configureGlobal({ numRuns: 20, seed: 1, endOnFailure: true });

/** Where Stryker's instrumentation looks for the active mutant, and counts what is reached. */
globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;

/** Between the file of a test and its name. */
const SEPARATOR = ' > ';

/**
 * Runs tests within Stryker's worker, each file with modules of its own, as jest does. Jest itself would take a second
 * for each mutant.
 */
class TestRunner {
  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ files, testFiles }) {
    stryker.mutantCoverage = { static: {}, perTest: {} };
    const results = [];
    for (const file of testFiles) {
      const tests = await load(file);
      for (const test of reaches(file, files) ? tests : []) {
        stryker.currentTestId = test.id;
        const started = performance.now();
        const failureMessage = await failureOf(test);
        results.push({
          id: test.id,
          name: test.id,
          fileName: file,
          timeSpentMs: performance.now() - started,
          status: failureMessage === undefined ? TestStatus.Success : TestStatus.Failed,
          failureMessage,
        });
        stryker.currentTestId = undefined;
      }
    }
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: stryker.mutantCoverage };
  }

  /** The filter names tests; of a mutant that is reached while modules load it names files. */
  async mutantRun({ activeMutant, testFilter, sandboxFileName, hitLimit }) {
    Object.assign(stryker, { hitLimit, hitCount: hitLimit && 0, mutantCoverage: undefined });
    const whileLoading = !testFilter[0].includes(SEPARATOR);
    const name = basename(sandboxFileName, '.ts');
    const isLikely = whileLoading ? ({ id }) => id.includes(name) : ({ id }) => testFilter.includes(id);
    const files = new Set(testFilter.map((id) => resolve(id.split(SEPARATOR)[0])));
    const others = [];
    let nrOfTests = 0;

    const killerAmong = async (tests) => {
      for (const test of tests) {
        nrOfTests += 1;
        const failureMessage = await failureOf(test);
        if (failureMessage !== undefined) return killed(test.id, failureMessage, nrOfTests);
      }
    };
    const killer = async () => {
      for (const file of files) {
        if (!reaches(file, [sandboxFileName])) continue;
        stryker.activeMutant = whileLoading ? activeMutant.id : undefined;
        const tests = await load(file, sandboxFileName);
        stryker.activeMutant = activeMutant.id;
        const found = await killerAmong(tests.filter(isLikely));
        if (found !== undefined) return found;
        if (whileLoading) others.push(...tests.filter((test) => !isLikely(test)));
      }
      return killerAmong(others);
    };

    const found = await killer().catch((error) => killed(name, String(error), nrOfTests));
    if (stryker.hitCount > hitLimit) return { status: MutantRunStatus.Timeout };
    return found ?? { status: MutantRunStatus.Survived, nrOfTests };
  }
}

const killed = (by, failureMessage, nrOfTests) => ({
  status: MutantRunStatus.Killed,
  killedBy: [by],
  failureMessage,
  nrOfTests,
});

/** The modules of each test file, and the source that was mutated last while it ran. */
const graphs = new Map();

/** The tests that a file declares, with fresh modules for all that can have to do with the source. */
async function load(file, source) {
  const tests = [];
  const { graph, last } = graphs.get(file) ?? { graph: new ModuleGraph() };
  graphs.delete(file);
  for (const each of [last, source]) if (each !== undefined) graph.forget(each);
  graph.provide('@jest/globals', { ...testGlobals(`${relative('', file)}${SEPARATOR}`, tests), expect });
  await graph.import(file);
  graphs.set(file, { graph, last: source });
  return tests;
}

/** Whether a test file imports one of the sources. One that this worker has not loaded may import anything. */
const reaches = (file, sources) => sources.some((each) => graphs.get(file)?.graph.has(each) ?? true);

async function failureOf({ before, run }) {
  try {
    for (const each of before) await each();
    await run();
    return undefined;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', TestRunner)];
