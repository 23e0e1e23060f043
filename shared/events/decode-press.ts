import { isRecord, textAt } from './json.ts';

/** What says that a message is a press, in its field `kms-guardian`. */
const marker = 'press';

/** A person's press of "Revert now", as the function that may put the thing right gets it. */
export type Pressed = {
  readonly press: 'revert';
  /** The thing, and the change that it is to be put right after. */
  readonly arn: string;
  readonly changeId: string;
  /** Who pressed, in words. */
  readonly by: string;
  readonly pressId: string;
};

/** A message that says it is a press, and is none. */
export class NotAPress extends Error {
  readonly code = 'NOT_A_PRESS';
  constructor() {
    super(
      'Not a press: it says what is pressed, on which thing and change, by whom, and its own ID. Only the function respond sends them.',
    );
    this.name = 'NotAPress';
  }
}

/** The message by which a press reaches the guard. */
export const pressMessage = (pressed: Pressed) => ({ 'kms-guardian': marker, ...pressed });

/** The change under which a press is judged, and its decision kept. */
export const changeIdOf = ({ pressId }: Pick<Pressed, 'pressId'>): string => `press-${pressId}`;

/**
 * Reads such a message; undefined where it is something else.
 *
 * @throws {NotAPress} where it says it is a press, and is none
 */
export function decodePress(event: unknown): Pressed | undefined {
  if (!isRecord(event) || event['kms-guardian'] !== marker) return undefined;
  const [arn, changeId, by, pressId] = ['arn', 'changeId', 'by', 'pressId'].map((name) =>
    textAt(event, name),
  );
  const isId = /^[\w-]{1,64}$/.test(pressId ?? '');
  if (event.press !== 'revert' || !arn || !changeId || !by || !pressId || !isId) throw new NotAPress();
  return { press: event.press, arn, changeId, by, pressId };
}
