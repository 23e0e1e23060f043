import { causeOf } from '../alerts/cause.ts';
import { type Beside, composeMessage, type Message } from '../alerts/message/message.ts';
import { routeFor } from '../alerts/route.ts';
import type { Told } from '../alerts/tell.ts';
import type { AlertLine, AsideAlert } from '../ledger/alert-line.ts';
import type { Decision, Outcome } from '../ledger/decision.ts';
import type { Incident } from '../ledger/incident.ts';
import type { MassEvent, MassKind } from '../ledger/mass-event.ts';
import type { Alerts, ChannelName } from '../standard/standard.ts';
import { dayOf } from './digest.ts';
import { currentIncident, isSnoozed, withAlert } from './incident.ts';
import { lineOf } from './line.ts';
import { crowdOf, isOver, massKeyOf, massKindOf, withCounted } from './mass.ts';
import { tellMass } from './tell-mass.ts';
import { reportTold, type TellTools } from './tell-tools.ts';

/** The queue names a decision that the ledger has not. */
export class NoSuchDecision extends Error {
  readonly code = 'NO_SUCH_DECISION';
  constructor(arn: string, changeId: string) {
    super(
      `The ledger has no decision on change ${changeId} of ${arn}, which was to be told. Was the table restored, or the queue redriven after a year?`,
    );
    this.name = 'NoSuchDecision';
  }
}

/** Who comes later than this, in milliseconds, stands behind more alerts than can be told one by one. */
const lateMs = 2 * 60_000;

/** So many late ones are still told: a minute of Slack. */
const crowdCount = 60;

/** These are told by themselves, however long the queue is: somebody must decide, and has the buttons for it there. */
const needsSomebody: readonly Outcome[] = ['failed', 'held', 'asked'];

/**
 * Tells a decision: by itself, in its incident; as one of a mass event; or, where its incident is snoozed or its route
 * leads nowhere else, in the digest. Once, unless this function dies between sending and recording: then twice.
 *
 * @param sentAt when it was put into the queue, in milliseconds since 1970: the same however often it comes
 * @throws {NobodyTold} where no channel took it
 */
export async function tellAlert(
  { arn, changeId }: { readonly arn: string; readonly changeId: string },
  sentAt: number,
  tools: TellTools,
): Promise<void> {
  const decision = await tools.ledger.decision(arn, changeId);
  if (decision === undefined) throw new NoSuchDecision(arn, changeId);
  const cause = causeOf(decision);
  const known = await tools.ledger.incident(arn, cause);
  const incident = currentIncident(known, cause, tools.alerts.incidentHours, tools.now());
  if (incident.told.includes(changeId)) return;
  const message = composeMessage(decision, await besideOf(decision, tools));
  const told = await tellOrPutAside(message, incident, sentAt, tools);
  await tools.ledger.keepIncident(arn, withAlert(incident, changeId, told, tools.now()));
}

async function tellOrPutAside(
  message: Message,
  incident: Incident,
  sentAt: number,
  tools: TellTools,
): Promise<readonly Told[]> {
  const to = routeOf(message, tools);
  if (to?.length === 0) {
    await putAside(message, 'digest-only', sentAt, tools);
    return [];
  }
  // What nobody could put right is told, whoever wished to hear no more of it; so is what somebody pressed a button for.
  const { actor } = message.decision.change;
  if (isSnoozed(incident, actor.arn, tools.now()) && !isUnresolved(message) && !isAwaited(message)) {
    await putAside(message, 'snoozed', sentAt, tools);
    return tellMachines(message, to, incident, tools);
  }
  const mass = await massOf(message, to, sentAt, tools);
  if (mass !== undefined) {
    await tellMass(mass, false, tools);
    if (!isOneOfFew(message, mass, tools.alerts)) {
      await putAside(message, 'mass', sentAt, tools);
      return tellMachines(message, to, incident, tools);
    }
  }
  const told = await tools.reach.tell(message, to, incident.posted);
  reportTold(tools, message.decision.changeId, message.headline, told);
  return told;
}

/** What is told beside the decision: where a person has to decide on a policy, the approved one. */
async function besideOf(
  { arn, scope, change, outcome }: Decision,
  { ledger, rulePages, alerts: { accounts } }: TellTools,
): Promise<Beside> {
  const isOpen =
    scope === 'key' && change.operation === 'PutKeyPolicy' && (outcome === 'asked' || outcome === 'alerted');
  const approved = isOpen ? (await ledger.baseline(arn))?.policy : undefined;
  return {
    accounts,
    ...(approved !== undefined && { approved }),
    ...(rulePages !== undefined && { rulePages }),
  };
}

/** In a mass event, the first that wait for somebody are told by themselves, too: decoys must not hide their buttons. */
function isOneOfFew({ outcome }: Message, { open }: MassEvent, { mass }: Alerts): boolean {
  const waiting = needsSomebody.reduce((sum, each) => sum + (open?.outcomes[each] ?? 0), 0);
  return needsSomebody.includes(outcome) && waiting <= mass.count;
}

const isAwaited = ({ decision }: Message) => decision.pressed !== undefined;

const isUnresolved = ({ outcome }: Message) => outcome === 'failed' || outcome === 'held';

async function tellMachines(
  message: Message,
  to: readonly ChannelName[] | undefined,
  incident: Incident,
  tools: TellTools,
): Promise<readonly Told[]> {
  const told = await tools.reach.tellMachines(message, to, incident.posted);
  reportTold(tools, message.decision.changeId, message.headline, told);
  return told;
}

function routeOf({ severity, about, decision }: Message, { alerts }: TellTools) {
  const { keyClass, team } = decision;
  return routeFor(alerts, { severity, keyClass, account: about.account, team });
}

/** The mass event that an alert is part of, now that it is counted; undefined where it is none. */
async function massOf(
  message: Message,
  to: readonly ChannelName[] | undefined,
  sentAt: number,
  tools: TellTools,
): Promise<MassEvent | undefined> {
  const { decision, outcome } = message;
  const line = lineOf(message);
  const { mass } = tools.alerts;
  const counted = await count(massKindOf(decision), line, mass, to, tools);
  if (counted.open !== undefined) return counted;
  const isBehind = tools.now() - sentAt > lateMs;
  if (!isBehind || needsSomebody.includes(outcome)) return undefined;
  const crowd = await count(crowdOf(decision), line, { ...mass, count: crowdCount }, to, tools);
  return crowd.open === undefined ? undefined : crowd;
}

/** Counts an alert among those of its kind, once. */
async function count(
  kind: MassKind,
  line: AlertLine,
  limits: Alerts['mass'],
  to: readonly ChannelName[] | undefined,
  tools: TellTools,
): Promise<MassEvent> {
  let known = await tools.ledger.massEvent(massKeyOf(kind));
  if (known?.open && isOver(known.open, limits, Date.parse(line.at)))
    known = await tellMass(known, true, tools);
  const next = withCounted(known, kind, line, limits, to);
  if (next !== known) await tools.ledger.keepMassEvent(next);
  return next;
}

async function putAside(
  message: Message,
  why: AsideAlert['why'],
  sentAt: number,
  { ledger, now }: TellTools,
): Promise<void> {
  const { account, region } = message.about;
  const last = await ledger.lastDigest();
  const day = dayOf(sentAt);
  // It has waited until after the digest of its day: it is told in the next.
  const open = last !== undefined && day <= last ? dayOf(now()) : day;
  await ledger.putAside(open, { ...lineOf(message), why, account, region });
}
