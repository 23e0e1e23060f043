import type { Step, StepResult, Taken } from './step.ts';

/**
 * Takes the steps in order, and stops at the first that fails: a later one may rest on it. Never throws
 * for what AWS answers; the answer is in the result, with the reason for the steps not taken.
 */
export async function execute(
  steps: readonly Step[],
  take: (step: Step) => Promise<Taken>,
  now: () => number,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    const failed = results.find((result) => result.outcome === 'failed');
    if (failed) {
      results.push({ step, outcome: 'skipped', why: `${failed.step.kind} failed before it` });
      continue;
    }
    try {
      const taken = await take(step);
      results.push(
        taken.outcome === 'skipped'
          ? { step, ...taken }
          : { step, outcome: 'done', at: new Date(now()).toISOString() },
      );
    } catch (error) {
      results.push({ step, outcome: 'failed', ...reasonOf(error) });
    }
  }
  return results;
}

function reasonOf(error: unknown): { readonly code: string; readonly why: string } {
  if (error instanceof Error) return { code: error.name, why: error.message };
  return { code: 'Unknown', why: String(error) };
}
