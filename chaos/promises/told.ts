import type { Chronicle, Write } from '../chronicle.ts';
import { cast } from '../standard.ts';
import { policyIn } from './approved.ts';
import { isCompliant } from './meaning.ts';
import { type Promised, timeOf } from './promise.ts';
import { isGuardian } from './who.ts';

export const told: Promised = {
  name: 'told',
  promise: 'Every violation that was live is told, and what could not be put right is told as that.',
  broken: (chronicle) => [...untold(chronicle), ...toldOtherwise(chronicle)],
};

function untold({ writes, tellings, deadLetters, deliveries }: Chronicle): readonly string[] {
  const known = new Set(tellings.map(({ changeId }) => changeId));
  const delivered = new Set(deliveries.map(({ eventId }) => eventId));
  return writes
    .filter((write) => !isGuardian(write) && isViolating(write) && delivered.has(write.eventId))
    .filter(({ eventId }) => !known.has(eventId) && !deadLetters.some((body) => body.includes(eventId)))
    .map(
      ({ at, by, operation, eventId }) =>
        `${timeOf(at)} ${by.split('/').at(-1)} did ${operation}, event ${eventId.slice(-6)}; nobody was told`,
    );
}

/** Whether a call by itself, whatever was approved, breaks the standard. */
function isViolating(write: Write): boolean {
  switch (write.operation) {
    case 'PutKeyPolicy':
    case 'CreateKey':
      return !isCompliant(policyIn(write));
    case 'ScheduleKeyDeletion':
      return write.by !== cast.administrator;
    default:
      return false;
  }
}

/** A decision to tell that nobody, or only of another outcome, was told of. */
function toldOtherwise({ decisions, tellings }: Chronicle): readonly string[] {
  const known = new Set(tellings.map(({ changeId, outcome }) => `${changeId} ${outcome}`));
  return decisions
    .filter(
      ({ told: isTold, outcome }) =>
        isTold && (outcome === 'failed' || outcome === 'held' || outcome === 'remediated'),
    )
    .filter(({ changeId, outcome }) => !known.has(`${changeId} ${outcome}`))
    .map(({ changeId, outcome }) => `${changeId.slice(-6)} ended as ${outcome}, which nobody was told`);
}
