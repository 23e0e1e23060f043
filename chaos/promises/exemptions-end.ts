import type { Promised } from './promise.ts';

/** Functions judge by their own clocks. */
const clockTolerance = 1_000;

export const exemptionsEnd: Promised = {
  name: 'exemptions-end',
  promise: 'Exemptions end by themselves: from then on nothing is excused by them.',
  broken: ({ decisions, excusedUntil }) =>
    decisions
      .filter(({ findings }) => findings.some(({ exemption }) => exemption !== undefined))
      .filter(({ decidedAt }) => Date.parse(decidedAt) > excusedUntil + clockTolerance + patience)
      .map(({ changeId, decidedAt }) => `${changeId.slice(-6)} was excused at ${decidedAt}, after the end`),
};

/** A decision that was begun before the end is finished within the time that a function has. */
const patience = 20_000;
