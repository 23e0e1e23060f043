import type { Chronicle, Violation } from '../chronicle.ts';
import { allRecorded } from './all-recorded.ts';
import { badInput } from './bad-input.ts';
import { exemptionsEnd } from './exemptions-end.ts';
import { neverWritesWorse } from './never-writes-worse.ts';
import { noFight } from './no-fight.ts';
import { nothingLost } from './nothing-lost.ts';
import { once } from './once.ts';
import { priorState } from './prior-state.ts';
import type { Promised } from './promise.ts';
import { putRight } from './put-right.ts';
import { told } from './told.ts';

export const promises: readonly Promised[] = [
  neverWritesWorse,
  once,
  noFight,
  nothingLost,
  allRecorded,
  told,
  putRight,
  exemptionsEnd,
  priorState,
  badInput,
];

/** Every promise that was broken in a history, as often as it was. */
export const violationsIn = (chronicle: Chronicle): readonly Violation[] =>
  promises.flatMap(({ name, broken }) => broken(chronicle).map((what) => ({ promise: name, what })));
