import { describeActor } from '../events/describe-actor.ts';
import type { Decision } from '../ledger/decision.ts';
import { isNamedAnywhere } from '../standard/principals.ts';
import type { Alerts, Press, Responder } from '../standard/standard.ts';
import { plainText } from './plain-text.ts';

/** Somebody's press of a button beneath an alert. `slack` is their member ID, from a request whose signature holds. */
export type Pressed = {
  readonly slack: string;
  readonly press: Press;
  readonly decision: Pick<Decision, 'change'>;
};

/** Whether they may, as whom; otherwise why not, and what to do, in words for people. */
export type Permission =
  | { readonly ok: true; readonly responder: Responder }
  | { readonly ok: false; readonly why: string };

/** Each press as people say it. */
const said: Readonly<Record<Press, string>> = {
  revert: 'revert a change',
  accept: 'accept a change as the baseline',
  exempt: 'exempt anything',
  snooze: 'snooze an alert',
  'close-breaker': 'close a breaker',
};

/**
 * Whether somebody may press a button: the standard must name them, and say that they may. Nobody decides on a change of
 * their own, with one exception: taking it back. Pure.
 *
 * Where the change's actor could be anybody, accepting it, or exempting it, is left to nobody: it might be their own.
 * That is so where CloudTrail names none, and for the root user and others whom no responder's `principals` can name.
 *
 * @example
 * const permission = mayPress(standard.alerts, { slack: 'U0ALICE', press: 'accept', decision });
 * if (!permission.ok) return refusal(permission.why);
 */
export function mayPress(
  { responders }: Pick<Alerts, 'responders'>,
  { slack, press, decision: { change } }: Pressed,
): Permission {
  const responder = responders.find((each) => each.slack === slack);
  if (responder === undefined) {
    return refused(
      `${plainText(slack)} is nobody whom the standard lets press buttons: add them to alerts.responders.`,
    );
  }
  const { name, may } = responder;
  if (!may.includes(press)) {
    const all = may.length === 0 ? 'nothing at all' : may.join(', ');
    return refused(`${name} may not ${said[press]}: the standard lets them press ${all}.`);
  }
  const why = press === 'revert' ? undefined : tooClose(responder, press, change);
  return why === undefined ? { ok: true, responder } : refused(why);
}

/** Why the change may be the responder's own; undefined where it is not. */
function tooClose(
  { name, principals }: Responder,
  press: Press,
  { actor }: Decision['change'],
): string | undefined {
  if (isNamedAnywhere(principals, actor.arn)) {
    return `Nobody decides on a change of their own: ${plainText(describeActor(actor))} is ${name}. They may revert it; somebody else must decide on it.`;
  }
  if (isNamedAnywhere(['role/*', 'user/*'], actor.arn)) return undefined;
  const could = `The change was made by ${plainText(describeActor(actor))}, which could be anybody, ${name} too`;
  switch (press) {
    case 'accept':
      return `${could}: it is not accepted by a button. See what is there, and adopt it by the command kms-guardian baseline adopt.`;
    case 'exempt':
      return `${could}: it is not exempted by a button. Write an exemption into the standard, where it is reviewed.`;
    case 'revert':
    case 'snooze':
    case 'close-breaker':
      return undefined;
  }
}

function refused(why: string): Permission {
  return { ok: false, why };
}
