import type { Decision } from '../ledger/decision.ts';
import type { Respected } from '../ledger/history.ts';
import { tagIn } from '../rules/counting-tags.ts';
import {
  aliasState,
  type Granted,
  grantState,
  policyState,
  rotationState,
  tagsState,
  trailState,
} from './states.ts';
import type { Step } from './step.ts';

/** One AWS call that puts back what a step replaced. The guardian itself takes none of those that only an undo has. */
export type UndoStep =
  | Step
  | { readonly kind: 'schedule-key-deletion'; readonly windowInDays: number }
  | { readonly kind: 'disable-key-rotation' }
  | { readonly kind: 'create-grant'; readonly grant: Granted & { readonly grantee: string } }
  | { readonly kind: 'delete-alias'; readonly alias: string }
  | { readonly kind: 'disconnect-key-store'; readonly keyStoreId: string }
  | { readonly kind: 'stop-logging'; readonly trail: string };

/** A state that stands from now on, by a person's decision. */
export type Standing = Pick<Respected, 'remedy' | 'state'>;

/** What undoes a remediation: `taken` are the guardian's steps, in their order. */
export type Undo = {
  readonly taken: readonly Step[];
  readonly steps: readonly UndoStep[];
  readonly respected: readonly (Standing & Pick<Respected, 'undoes'>)[];
};

type Part = { readonly steps: readonly UndoStep[]; readonly stands: readonly Standing[] };
type Why = { readonly why: string };

/** What KMS waits for where a request does not say. */
const DEFAULT_WINDOW_DAYS = 30;

/**
 * What puts back what a remediation replaced, the last step first, and the states that stand then; or why nothing does.
 * Pure.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
 */
export function undoOf(decision: Decision): Undo | Why {
  const { changeId, outcome } = decision;
  const taken = decision.steps.flatMap(({ step, outcome }) => (outcome === 'done' ? [step] : []));
  if (taken.length === 0) {
    if (outcome === 'started') return { why: 'the guardian is still at work on it; try again in a minute' };
    return {
      why:
        outcome === 'remediated'
          ? 'what the guardian replaced is not known: the function died while it put this right'
          : `the guardian changed nothing because of it (it was ${outcome})`,
    };
  }
  const parts: Part[] = [];
  for (const step of taken) {
    const part = undoOne(step, taken, decision);
    if ('why' in part) return part;
    parts.unshift(part);
  }
  return {
    taken,
    steps: parts.flatMap(({ steps }) => steps),
    respected: parts.flatMap(({ stands }) => stands).map((each) => ({ ...each, undoes: changeId })),
  };
}

function undoOne(step: Step, taken: readonly Step[], { change }: Decision): Part | Why {
  switch (step.kind) {
    case 'put-key-policy': {
      const { policy, replaces } = step;
      return {
        steps: [{ kind: 'put-key-policy', policy: replaces, replaces: policy }],
        stands: [{ remedy: 'revert-policy', state: policyState(replaces) }],
      };
    }
    case 'cancel-key-deletion':
      return {
        steps: [{ kind: 'schedule-key-deletion', windowInDays: windowOf(change) }],
        // A primary key waits for its replicas first.
        stands: [
          { remedy: 'cancel-deletion', state: 'PendingDeletion' },
          { remedy: 'cancel-deletion', state: 'PendingReplicaDeletion' },
        ],
      };
    case 'enable-key':
      // Before its deletion was cancelled the key was neither enabled nor disabled.
      return taken.some(({ kind }) => kind === 'cancel-key-deletion')
        ? { steps: [], stands: [] }
        : { steps: [{ kind: 'disable-key' }], stands: [{ remedy: 'enable-key', state: 'Disabled' }] };
    case 'disable-key':
      return { steps: [{ kind: 'enable-key' }], stands: [{ remedy: 'disable-key', state: 'Enabled' }] };
    case 'enable-key-rotation':
      return rotationBefore(step);
    case 'revoke-grant':
      return grantBefore(change);
    case 'update-alias': {
      const { alias, target, replaces } = step;
      if (replaces === undefined) return notKept('where the alias pointed');
      return {
        steps: [{ kind: 'update-alias', alias, target: replaces, replaces: target }],
        stands: [{ remedy: 'restore-alias', state: aliasState(replaces) }],
      };
    }
    case 'create-alias':
      return {
        steps: [{ kind: 'delete-alias', alias: step.alias }],
        stands: [{ remedy: 'restore-alias', state: aliasState(undefined) }],
      };
    case 'tag-key':
    case 'untag-key':
      return tagsBefore(step, taken);
    case 'connect-key-store':
      return {
        steps: [{ kind: 'disconnect-key-store', keyStoreId: step.keyStoreId }],
        stands: [{ remedy: 'connect-key-store', state: 'DISCONNECTED' }],
      };
    case 'put-endpoint-policy': {
      const { endpointId, policy, replaces } = step;
      return {
        steps: [{ kind: 'put-endpoint-policy', endpointId, policy: replaces, replaces: policy }],
        stands: [{ remedy: 'restore-endpoint-policy', state: policyState(replaces) }],
      };
    }
    case 'start-logging':
    case 'put-event-selectors':
      return trailBefore(step, taken);
  }
}

const notKept = (what: string): Why => ({ why: `${what} before was not kept` });

function windowOf(change: Decision['change']): number {
  if (!('details' in change) || change.operation !== 'ScheduleKeyDeletion') return DEFAULT_WINDOW_DAYS;
  return change.details.pendingWindowInDays ?? DEFAULT_WINDOW_DAYS;
}

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

function rotationBefore({ replaces, periodInDays }: StepOf<'enable-key-rotation'>): Part | Why {
  if (replaces === undefined) return notKept('how the key was rotated');
  const stands: Part['stands'] = [{ remedy: 'enable-rotation', state: rotationState(replaces) }];
  if (replaces.kind !== 'enabled') return { steps: [{ kind: 'disable-key-rotation' }], stands };
  const now = { kind: 'enabled', periodInDays } as const;
  return {
    steps: [{ kind: 'enable-key-rotation', periodInDays: replaces.periodInDays, replaces: now }],
    stands,
  };
}

function grantBefore(change: Decision['change']): Part | Why {
  if (!('details' in change) || change.operation !== 'CreateGrant') return notKept('what the grant gave');
  const { grantId: _, grantee, ...given } = change.details;
  if (grantee === undefined || given.operations.length === 0)
    return { why: 'the event did not tell to whom the grant gave what' };
  const grant = { grantee, ...given };
  return {
    steps: [{ kind: 'create-grant', grant }],
    stands: [{ remedy: 'revoke-grant', state: grantState(grant) }],
  };
}

/** Both steps of a remediation together make the state: it is told by the first of them. */
function tagsBefore(step: StepOf<'tag-key' | 'untag-key'>, taken: readonly Step[]): Part | Why {
  const all = taken.filter((each) => each.kind === 'tag-key' || each.kind === 'untag-key');
  const { replaces } = step;
  if (replaces === undefined) return notKept('the value of the tags');
  const before = all.map((each) => {
    const keys = each.kind === 'tag-key' ? Object.keys(each.tags) : each.tagKeys;
    return Object.fromEntries(keys.map((key) => [key, tagIn(each.replaces ?? {}, key) ?? null]));
  });
  const state = tagsState(Object.assign({}, ...before));
  const set = Object.entries(step.kind === 'tag-key' ? step.tags : {});
  const changed = Object.fromEntries(set.filter(([key]) => Object.hasOwn(replaces, key)));
  const added = Object.fromEntries(set.filter(([key]) => !Object.hasOwn(replaces, key)));
  const missing = Object.keys(added);
  return {
    steps: [
      ...(Object.keys(replaces).length > 0
        ? [{ kind: 'tag-key', tags: replaces, replaces: changed } as const]
        : []),
      ...(missing.length > 0 ? [{ kind: 'untag-key', tagKeys: missing, replaces: added } as const] : []),
    ],
    stands: step === all[0] ? [{ remedy: 'restore-tags', state }] : [],
  };
}

/** The same for a trail: it was started, and had its selectors set, or one of the two. */
function trailBefore(
  step: StepOf<'start-logging' | 'put-event-selectors'>,
  taken: readonly Step[],
): Part | Why {
  const set = taken.find((each) => each.kind === 'put-event-selectors');
  if (set !== undefined && set.replaces === undefined) return notKept('what the trail selected');
  const started = taken.some(({ kind }) => kind === 'start-logging');
  const state = trailState(started ? 'stopped' : 'logging', set?.replaces);
  const { trail } = step;
  return {
    steps:
      step.kind === 'start-logging'
        ? [{ kind: 'stop-logging', trail }]
        : [
            {
              kind: 'put-event-selectors',
              trail,
              selectors: step.replaces ?? step.selectors,
              replaces: step.selectors,
            },
          ],
    stands: step === (set ?? step) ? [{ remedy: 'restart-logging', state }] : [],
  };
}
