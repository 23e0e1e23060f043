import type { SlackSecret } from '../alerts/slack/secret.ts';
import { type Deciding, decide } from './decide.ts';
import {
  answerTo,
  bodyOf,
  type FunctionUrlAnswer,
  type FunctionUrlEvent,
  RefusedRequest,
  text,
} from './function-url.ts';
import { readInteraction } from './interaction.ts';
import { isRight, nameOf, readSigned } from './signature.ts';

/** What the function answers Slack with. */
export type Responding = Omit<Deciding, 'secret'> & {
  /** The workspace whose presses count; empty where none is set up. */
  readonly team: string;
  readonly secret: () => Promise<SlackSecret>;
};

/**
 * Answers a request to the function URL, which anybody can send. Until the signature shows that it is Slack's, nothing of
 * it is read but its size, and its time; a request that was answered before does nothing once more.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function respond(event: FunctionUrlEvent, tools: Responding): Promise<FunctionUrlAnswer> {
  try {
    const { body, id, secret, isFirst } = await admit(event, tools);
    if (!isFirst) {
      tools.log.info('A request came once more, and was answered before.', { id });
      return { statusCode: 200 };
    }
    const interaction = readInteraction(body, tools.team, tools.slack.isSlacks);
    return interaction === undefined
      ? { statusCode: 200 }
      : await decide(interaction, id, { ...tools, secret });
  } catch (error) {
    if (error instanceof RefusedRequest) {
      tools.log.warn('A request was refused.', { code: error.code });
      return answerTo(error);
    }
    tools.log.error('A request could not be answered.', error);
    return text(500, 'The guardian could not do this. Look at the alert again, and press once more.');
  }
}

/** What a request that is Slack's is dealt with by. */
type Admitted = {
  readonly body: Buffer;
  /** Of the request, and the press that it tells of. */
  readonly id: string;
  readonly secret: SlackSecret;
  readonly isFirst: boolean;
};

/** @throws {RefusedRequest} where it is not shown to be Slack's */
async function admit(event: FunctionUrlEvent, tools: Responding): Promise<Admitted> {
  const body = bodyOf(event);
  const signed = readSigned(event, tools.now());
  const secret = await tools.secret();
  if (secret.signingSecret === undefined || tools.team === '')
    throw new RefusedRequest('NOT_SET_UP', 'The guardian has no Slack app that answers buttons.');
  if (!isRight(signed, body, secret.signingSecret))
    throw new RefusedRequest('WRONG_SIGNATURE', 'The signature is not that of the request.');
  const { name, until } = nameOf(signed);
  const isFirst = await tools.ledger.takeOnce(name, tools.owner('request'), until);
  return { body, id: name, secret, isFirst };
}
