import { leavesOutKms } from '../perimeter/kms-coverage.ts';
import { loggingAll } from '../perimeter/logs-kms.ts';
import type { Remedy, Subject } from '../rules/rule.ts';
import type { Made } from './plan.ts';
import type { Step } from './step.ts';

/**
 * What makes a trail log every KMS call: started first, because until it is nobody sees anything. What it selects is worked
 * out from what it selects now, so that no baseline is needed, and nobody's other choices are undone.
 */
export function trailSteps(remedy: Remedy, { snapshot }: Subject<'trail'>): Made {
  if (remedy !== 'restart-logging') return { why: `nothing does ${remedy} to a trail` };
  const { state, name, selectors } = snapshot;
  if (state === 'gone')
    return { why: 'a trail that is gone can only be created again, by those who know its settings' };
  const start: readonly Step[] = state === 'logging' ? [] : [{ kind: 'start-logging', trail: name }];
  const select: readonly Step[] = leavesOutKms(snapshot)
    ? [{ kind: 'put-event-selectors', trail: name, selectors: loggingAll(selectors), replaces: selectors }]
    : [];
  return { steps: [...start, ...select] };
}
