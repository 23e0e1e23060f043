import { mayPress } from '../alerts/may-press.ts';
import { nameOf as nameOfThing } from '../alerts/message/nouns.ts';
import { offeredPresses } from '../alerts/message/offered.ts';
import type { SlackSecret } from '../alerts/slack/secret.ts';
import { slackPlainText } from '../alerts/slack/text.ts';
import { ThingIsHeld } from '../hold.ts';
import type { KeptPress } from '../ledger/press.ts';
import type { Log } from '../observe/log.ts';
import type { Press } from '../standard/standard.ts';
import { accept } from './accept.ts';
import { closeBreaker } from './close-breaker.ts';
import { exempt, exemptible, nothingExemptible } from './exempt.ts';
import type { FunctionUrlAnswer } from './function-url.ts';
import type { Interaction } from './interaction.ts';
import { complaint, exemptionModal, lengthsOffered, reasonLength } from './modal.ts';
import type { Done, Edges, Permitted } from './pressing.ts';
import { revert } from './revert.ts';
import type { SlackEdge } from './slack-edge.ts';
import { snooze } from './snooze.ts';

/** What presses are decided with. */
export type Deciding = Edges & {
  readonly secret: SlackSecret;
  readonly slack: SlackEdge;
  readonly log: Log;
};

/** What somebody may not, or cannot, is told like what they did, and kept like it. */
const refused = (said: string): Done => ({ outcome: 'refused', said });

/** Does what somebody pressed, if they may; keeps it, whatever came of it, and tells them. */
export async function decide(
  interaction: Interaction,
  id: string,
  tools: Deciding,
): Promise<FunctionUrlAnswer> {
  const press = interaction.kind === 'press' ? interaction.press : 'exempt';
  const { user, beneath } = interaction;
  const { arn, changeId } = beneath;
  const at = new Date(tools.now()).toISOString();
  const { done, name } = await carryOut(interaction, press, id, tools);
  const kept: KeptPress = {
    id,
    press,
    arn,
    changeId,
    slack: user,
    ...(name === undefined ? {} : { name }),
    at,
    outcome: done.outcome,
    said: done.said,
    ...(interaction.kind === 'reason' ? { why: interaction.why.slice(0, reasonLength.most) } : {}),
  };
  tools.log.info('press', { id, press, arn, changeId, slack: user, outcome: done.outcome });
  const isComplaint = interaction.kind === 'reason' && !['done', 'repeated'].includes(done.outcome);
  const work = [
    tools.ledger.keepPress(kept),
    ...(isComplaint ? [] : [tellOne(interaction, done, tools)]),
    tellAll(interaction, done, tools),
  ];
  for (const each of await Promise.allSettled(work))
    if (each.status === 'rejected')
      tools.log.error('A press could not be told or kept.', each.reason, { id });
  return isComplaint ? json(complaint('why', slackPlainText(done.said, 1_000))) : { statusCode: 200 };
}

type CarriedOut = { readonly done: Done; readonly name?: string };

async function carryOut(
  interaction: Interaction,
  press: Press,
  id: string,
  tools: Deciding,
): Promise<CarriedOut> {
  const { user, beneath } = interaction;
  const decision = await tools.ledger.decision(beneath.arn, beneath.changeId);
  if (decision === undefined)
    return { done: refused('The ledger knows no such change; decisions are kept for 400 days.') };
  const permission = mayPress(tools.standard.alerts, { slack: user, press, decision });
  if (!permission.ok) return { done: refused(permission.why) };
  const { responder } = permission;
  const { name } = responder;
  if (!offeredPresses(decision).includes(press))
    return { done: refused('That is not offered for this alert.'), name };
  try {
    return { done: await carryOutOne(interaction, press, { id, decision, responder }, tools), name };
  } catch (error) {
    if (error instanceof ThingIsHeld)
      return { done: { outcome: 'busy', said: 'The guardian is at work on it just now. Try again.' }, name };
    tools.log.error('A press failed.', error, { id, press });
    const said = 'It failed on the way. Look at the alert again, and press once more.';
    return { done: { outcome: 'failed', said }, name };
  }
}

function carryOutOne(
  interaction: Interaction,
  press: Press,
  permitted: Permitted,
  tools: Deciding,
): Promise<Done> {
  switch (press) {
    case 'revert':
      return revert(permitted, tools);
    case 'accept':
      return accept(permitted, tools);
    case 'exempt':
      return interaction.kind === 'press'
        ? askWhy(interaction, permitted, tools)
        : exemptFor(interaction, permitted, tools);
    case 'snooze':
      return snooze(permitted, tools);
    case 'close-breaker':
      return closeBreaker(permitted, tools);
  }
}

/** An exemption needs a reason: it is asked for. */
async function askWhy(
  { beneath, triggerId }: Extract<Interaction, { readonly kind: 'press' }>,
  permitted: Permitted,
  { secret, slack, standard }: Deciding,
): Promise<Done> {
  const rules = exemptible(permitted);
  if (rules.length === 0) return nothingExemptible;
  if (secret.botToken === undefined || triggerId === undefined)
    return refused('The guardian cannot ask you for the reason: its Slack app has no bot token.');
  const about = nameOfThing(permitted.decision);
  const usualHours = standard.alerts.exemptHours;
  await slack.open(secret.botToken, triggerId, exemptionModal({ beneath, about, rules, usualHours }));
  return { outcome: 'asked', said: 'You were asked for the reason.' };
}

async function exemptFor(
  { why, hours }: Extract<Interaction, { readonly kind: 'reason' }>,
  permitted: Permitted,
  tools: Deciding,
): Promise<Done> {
  const { least, most } = reasonLength;
  if (why.length < least || why.length > most)
    return refused(`Say why, in ${least} characters or more, and ${most} at most.`);
  const length = lengthsOffered(tools.standard.alerts.exemptHours).find((each) => String(each) === hours);
  if (length === undefined) return refused('Choose one of the lengths that are offered.');
  return exempt(permitted, { why, hours: length }, tools);
}

async function tellOne(
  { beneath }: Interaction,
  { outcome, said }: Done,
  { slack }: Deciding,
): Promise<void> {
  // Whoever is asked sees the form.
  if (outcome !== 'asked' && beneath.responseUrl !== undefined)
    await slack.tellOne(beneath.responseUrl, said);
}

async function tellAll({ beneath }: Interaction, { everybody }: Done, tools: Deciding): Promise<void> {
  const { botToken } = tools.secret;
  if (everybody !== undefined && botToken !== undefined && beneath.place !== undefined)
    await tools.slack.tellAll(botToken, beneath.place, everybody);
}

const json = (body: object): FunctionUrlAnswer => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
