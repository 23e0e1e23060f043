import { readFile } from 'node:fs/promises';
import type { ChangeHappening } from '../sandbox/happening.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import {
  grantsDuty,
  labelsDuty,
  lifecycleDuty,
  perimeterDuty,
  policyDuty,
  rotationDuty,
} from '../shared/duties.ts';
import { createHandler } from '../shared/lambda/handler.ts';
import { createRespondHandler } from '../shared/lambda/respond-handler.ts';
import { createSweeper } from '../shared/lambda/sweep-handler.ts';
import { createTeller } from '../shared/lambda/tell-handler.ts';
import type { Standard } from '../shared/standard/standard.ts';
import type { SweepHappening } from '../shared/sweep/sweep.ts';
import type { Happening } from '../shared/tools.ts';
import { keysOnly } from '../shared/wards/keys-only.ts';
import { grantsWards } from '../shared/wards/of-grants.ts';
import { labelsWards } from '../shared/wards/of-labels.ts';
import { lifecycleWards } from '../shared/wards/of-lifecycle.ts';
import { perimeterWards } from '../shared/wards/of-perimeter.ts';

/** What the sandbox and the guard within it tell, as it happens. */
export type Told = Happening | ChangeHappening | SweepHappening;

/** The deployment that the sandbox takes its event patterns and queues from. */
const deployment = new URL('../serverless.yml', import.meta.url);

const duties = {
  policy: [policyDuty, keysOnly],
  lifecycle: [lifecycleDuty, lifecycleWards],
  rotation: [rotationDuty, keysOnly],
  grants: [grantsDuty, grantsWards],
  labels: [labelsDuty, labelsWards],
  perimeter: [perimeterDuty, perimeterWards],
} as const;

/** Starts the sandbox with the guard's own Lambda handlers behind its queues. */
export async function startGuardedSandbox(options: {
  readonly standard: Standard;
  readonly port?: number;
  readonly report: (told: Told) => void;
  /** Takes a line of the functions' log; by default it goes to standard error. */
  readonly log?: (line: string) => void;
}): Promise<Sandbox> {
  const { standard, report, log: write = (line) => void process.stderr.write(`${line}\n`) } = options;
  return startSandbox({
    ...options,
    deployment: await readFile(deployment, 'utf8'),
    urls: (environment) => ({ '/respond': createRespondHandler({ standard, environment, write }) }),
    handlers: (environment) => ({
      ...Object.fromEntries(
        Object.entries(duties).map(([name, [rules, wards]]) => [
          name,
          createHandler({ standard, rules, wards, environment, report, write }),
        ]),
      ),
      // The sandbox's Slack takes as much as comes.
      tell: createTeller({ standard, environment: { ...environment, SLACK_PACE_MS: '0' }, report, write }),
      sweep: createSweeper({ environment, report, write }),
    }),
  });
}
