import { isRecord, recordAt, textAt } from '../events/json.ts';
import type { Press } from '../standard/standard.ts';
import { RefusedRequest } from './function-url.ts';
import { exemptionView, readAnswers } from './modal.ts';

type Json = Readonly<Record<string, unknown>>;

/** Which alert somebody pressed a button beneath, and where it can be answered. */
export type Beneath = {
  readonly arn: string;
  readonly changeId: string;
  /** The conversation, and the first message of the thread; absent for a message that stands in none. */
  readonly place?: { readonly channel: string; readonly thread: string };
  /** Where an answer that they alone see is sent to. A secret: whoever has it can speak for the app. */
  readonly responseUrl?: string;
};

/** What somebody did in Slack, told by Slack: the team and the user are who they are. */
export type Interaction = {
  /** The member ID. */
  readonly user: string;
  readonly beneath: Beneath;
} & (
  | { readonly kind: 'press'; readonly press: Press; readonly triggerId?: string }
  /** They gave a reason for an exemption, and for how many hours, which may be neither. */
  | { readonly kind: 'reason'; readonly why: string; readonly hours: string }
);

const presses: readonly Press[] = ['revert', 'accept', 'exempt', 'snooze', 'close-breaker'];

/** The block in which the buttons are. */
const decide = 'decide';

/**
 * Reads the body of a request whose signature holds; undefined where somebody did what needs no answer, such as following
 * a link. `isSlacks` says whether an address is one that Slack answers at.
 *
 * @throws {RefusedRequest}
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
 * @see https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
 */
export function readInteraction(
  body: Buffer,
  team: string,
  isSlacks: (url: string) => boolean,
): Interaction | undefined {
  const payload = readPayload(body);
  const user = readUser(payload, team);
  switch (payload.type) {
    case 'block_actions':
      return readPress(payload, user, isSlacks);
    case 'view_submission':
      return readReason(recordAt(payload, 'view'), user, isSlacks);
    default:
      throw malformed('It is neither the press of a button nor a form that was filled in.');
  }
}

function readPayload(body: Buffer): Json {
  const given = new URLSearchParams(body.toString('utf8')).getAll('payload');
  const [payload] = given;
  if (payload === undefined || given.length > 1) throw malformed('It is no form with one payload.');
  const parsed = parse(payload);
  if (!isRecord(parsed)) throw malformed('Its payload is no JSON object.');
  return parsed;
}

/**
 * Who did it, of the one workspace that may. In a conversation that is shared with another company, people of that one
 * press, too. An app of a whole organization has no team of its own.
 */
function readUser(payload: Json, team: string): string {
  const user = recordAt(payload, 'user');
  const theirs = textAt(user, 'team_id');
  const where = textAt(recordAt(payload, 'team'), 'id') ?? theirs;
  if (where !== team || (theirs !== undefined && theirs !== team))
    throw new RefusedRequest('WRONG_TEAM', 'It comes from another Slack workspace.');
  const id = textAt(user, 'id');
  if (id === undefined || !/^[A-Z0-9]{1,32}$/.test(id)) throw malformed('It names nobody.');
  return id;
}

function readPress(payload: Json, user: string, isSlacks: (url: string) => boolean): Interaction | undefined {
  const actions = Array.isArray(payload.actions) ? payload.actions.filter(isRecord) : [];
  const [action] = actions;
  if (action === undefined || actions.length > 1) throw malformed('It is not one press.');
  if (action.block_id !== decide) return undefined;
  const press = presses.find((each) => each === action.action_id);
  if (press === undefined) throw malformed('The guardian has no such button.');
  const responseUrl = responseUrlIn(payload, isSlacks);
  const place = placeIn(payload);
  const triggerId = textAt(payload, 'trigger_id');
  return {
    kind: 'press',
    press,
    user,
    beneath: {
      ...readAlert(parse(textAt(action, 'value'))),
      ...(place && { place }),
      ...(responseUrl === undefined ? {} : { responseUrl }),
    },
    ...(triggerId === undefined ? {} : { triggerId }),
  };
}

/** What the modal was opened with comes back with it. */
function readReason(view: Json, user: string, isSlacks: (url: string) => boolean): Interaction {
  if (view.callback_id !== exemptionView) throw malformed('The guardian has no such form.');
  const kept = parse(textAt(view, 'private_metadata'));
  const alert = readAlert(kept);
  const { channel, thread } = isRecord(kept) ? recordAt(kept, 'place') : {};
  const place = typeof channel === 'string' && typeof thread === 'string' ? { channel, thread } : undefined;
  const responseUrl = isRecord(kept)
    ? responseUrlIn({ response_url: kept.responseUrl }, isSlacks)
    : undefined;
  return {
    kind: 'reason',
    user,
    beneath: { ...alert, ...(place && { place }), ...(responseUrl === undefined ? {} : { responseUrl }) },
    ...readAnswers(view),
  };
}

/** A thing by its ARN, and a change by its ID. Neither is longer than what a button can hold. */
function readAlert(value: unknown): Pick<Beneath, 'arn' | 'changeId'> {
  const arn = isRecord(value) ? textAt(value, 'arn') : undefined;
  const changeId = isRecord(value) ? textAt(value, 'changeId') : undefined;
  if (arn === undefined || changeId === undefined || arn.length > 1_700 || changeId.length > 300)
    throw malformed('It names no change.');
  return { arn, changeId };
}

/** The thread that the message is in, or else begins. */
function placeIn(payload: Json): Beneath['place'] {
  const container = recordAt(payload, 'container');
  const channel = textAt(container, 'channel_id') ?? textAt(recordAt(payload, 'channel'), 'id');
  const thread = textAt(container, 'thread_ts') ?? textAt(container, 'message_ts');
  return channel === undefined || thread === undefined ? undefined : { channel, thread };
}

/** An answer sent to anywhere else would be sent to whoever is there. */
function responseUrlIn(payload: Json, isSlacks: (url: string) => boolean): string | undefined {
  const url = textAt(payload, 'response_url');
  if (url !== undefined && !isSlacks(url)) throw malformed('It is not to be answered at Slack.');
  return url;
}

/** Undefined for what is no JSON. */
function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

const malformed = (why: string) =>
  new RefusedRequest('MALFORMED', `This is no request of the guardian's Slack app. ${why}`);
