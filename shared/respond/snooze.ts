import { causeOf } from '../alerts/cause.ts';
import { isNamedAnywhere } from '../standard/principals.ts';
import { type Done, type Edges, nameOf, type Permitted, repeated } from './pressing.ts';

/** Has nobody told of the incident for a while. What the guard does about it stays as it is. */
export async function snooze(
  { decision, responder }: Permitted,
  { ledger, standard, now }: Edges,
): Promise<Done> {
  const { arn } = decision;
  const cause = causeOf(decision);
  const incident = await ledger.incident(arn, cause);
  const at = now();
  const before = incident?.snoozed;
  if (
    before !== undefined &&
    at < Date.parse(before.until) &&
    !isNamedAnywhere(before.except, decision.change.actor.arn)
  )
    return repeated(before.by, before.at, ` It holds until ${before.until}.`);
  const by = nameOf(responder);
  const until = new Date(at + standard.alerts.snoozeHours * 3_600_000).toISOString();
  const except = responder.principals;
  await ledger.snooze(arn, cause, { by, at: new Date(at).toISOString(), until, except });
  return {
    outcome: 'done',
    said: `Snoozed until ${until}: the guardian goes on, and does not tell of it until then.`,
    everybody: `${by}, snoozed this until ${until}.`,
  };
}
