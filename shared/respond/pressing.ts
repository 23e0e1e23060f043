import type { Actor } from '../events/actor.ts';
import { describeActor } from '../events/describe-actor.ts';
import type { Holder, Patience } from '../hold.ts';
import type { KeySnapshot } from '../keys/snapshot.ts';
import type { Decision } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PressOutcome } from '../ledger/press.ts';
import type { Responder, Standard } from '../standard/standard.ts';

/** What a press is carried out with. */
export type Edges = Omit<Holder, 'ledger'> & {
  readonly standard: Standard;
  readonly ledger: Ledger;
  readonly readKey: (arn: string) => Promise<KeySnapshot>;
  /** Puts a message into the queue of a function of the guard. */
  readonly send: (functionName: string, message: object) => Promise<void>;
};

/** A press by somebody who may, on a decision that the ledger knows. */
export type Permitted = {
  readonly id: string;
  readonly decision: Decision;
  readonly responder: Responder;
};

/** What became of a press, in words for the one who pressed. `everybody` is said in the thread, too. */
export type Done = {
  readonly outcome: PressOutcome;
  readonly said: string;
  readonly everybody?: string;
};

/** Slack waits for three seconds, and so does the one who pressed. */
export const patience: Patience = { attempts: 5, pauseMs: 250 };

/** Who decides: the service Slack in whose name they do, so that nobody takes them for an AWS principal. */
export const actorOf = ({ name, slack }: Responder): Actor => ({
  kind: 'service',
  service: 'Slack',
  session: `${name} (${slack})`,
});

/** The same in words: `Alice (U0ALICE), through Slack`. */
export const nameOf = (responder: Responder): string => describeActor(actorOf(responder));

/** That it was done before, by whom, and when. */
export const repeated = (by: string, at: string, more = ''): Done => ({
  outcome: 'repeated',
  said: `That was done before, by ${by} at ${at}.${more} Nothing was changed now.`,
});
