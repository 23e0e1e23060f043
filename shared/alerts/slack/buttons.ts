import type { Decision } from '../../ledger/decision.ts';
import type { Remedy } from '../../rules/rule.ts';
import type { Press } from '../../standard/standard.ts';
import { nameOf, nounFor } from '../message/nouns.ts';
import { offeredPresses } from '../message/offered.ts';
import { plain, type SlackBlock, type SlackButton } from './layout.ts';
import { slackPlainText } from './text.ts';

/** The block that the buttons are in, by which a press is told from others. */
export const DECIDE = 'decide';

const labels: Readonly<Record<Press, string>> = {
  revert: 'Revert now',
  accept: 'Accept as baseline',
  exempt: 'Exempt for a while',
  snooze: 'Snooze',
  'close-breaker': 'Close breaker',
};

/** Slack takes 2000 characters. What names a thing of AWS is far shorter; what is not would crowd out the rest. */
const MOST_VALUE = 500;

/** The decisions that a person is offered; none where the change cannot be named in a button. */
export function buttonsFor(decision: Decision): readonly SlackBlock[] {
  const { arn, changeId } = decision;
  const value = JSON.stringify({ arn, changeId });
  const presses = offeredPresses(decision);
  if (presses.length === 0 || value.length > MOST_VALUE) return [];
  return [
    {
      type: 'actions',
      block_id: DECIDE,
      elements: presses.map((press) => buttonFor(press, value, decision)),
    },
  ];
}

function buttonFor(press: Press, value: string, decision: Decision): SlackButton {
  const button: SlackButton = { type: 'button', action_id: press, text: plain(labels[press]), value };
  const thing = slackPlainText(thingOf(decision), 80);
  switch (press) {
    case 'revert':
      return {
        ...button,
        style: 'primary',
        confirm: {
          title: plain('Revert now?'),
          text: plain(
            `The guardian looks at ${thing} once more, ${deedsFor(decision)}, and tells how it went.`.slice(
              0,
              300,
            ),
          ),
          confirm: plain('Revert'),
          deny: plain('Leave it as it is'),
        },
      };
    case 'accept':
      return {
        ...button,
        style: 'danger',
        confirm: {
          title: plain('Accept as the new baseline?'),
          text: plain(
            `The policy that ${thing} has now becomes its approved one: whoever it lets in stays in, and the ` +
              'guardian restores it from now on. A policy that breaks a rule is refused.',
          ),
          confirm: plain('Accept'),
          deny: plain('Not now'),
          style: 'danger',
        },
      };
    case 'exempt':
    case 'snooze':
    case 'close-breaker':
      return button;
  }
}

const deeds: Readonly<Record<Remedy, string>> = {
  'revert-policy': 'puts the approved key policy back',
  'cancel-deletion': 'cancels the deletion',
  'enable-key': 'enables the key',
  'disable-key': 'disables the key until a person has looked',
  'enable-rotation': 'sets rotation as the standard asks',
  'revoke-grant': 'revokes the grant',
  'restore-alias': 'points the alias back',
  'restore-tags': 'sets the tags back',
  'connect-key-store': 'connects the key store again',
  'restore-endpoint-policy': 'puts the approved endpoint policy back',
  'restart-logging': 'has the trail log every KMS call again',
};

const thingOf = (decision: Decision) =>
  decision.scope === 'alias' ? nameOf(decision) : `${nounFor[decision.scope]} ${nameOf(decision)}`;

/** Where a person is asked, the policy is what they are asked about. */
function deedsFor({ outcome, findings }: Decision): string {
  const asked: readonly Remedy[] = outcome === 'asked' ? ['revert-policy'] : [];
  const remedies = new Set([...asked, ...findings.flatMap(({ remedy }) => remedy ?? [])]);
  return [...remedies].map((remedy) => deeds[remedy]).join(', ');
}
