import { changeIdOf, pressMessage } from '../events/decode-press.ts';
import { holding } from '../hold.ts';
import type { KeptPress } from '../ledger/press.ts';
import { dutyOf } from './duty-of.ts';
import { withoutExemption } from './exempt.ts';
import { type Done, type Edges, nameOf, type Permitted, patience, repeated } from './pressing.ts';

/** For so long, in milliseconds, a press may be on its way: its queue tries five times, two minutes apart. */
const onItsWayMs = 10 * 60_000;

/**
 * Has the function whose duty it is judge the change again, and put right what it finds. This function itself may not
 * change anything in KMS. An exemption by a button ends: whoever has it reverted does not exempt it.
 *
 * @throws {ThingIsHeld} what SQS answers
 */
export async function revert(permitted: Permitted, edges: Edges): Promise<Done> {
  const { id, decision, responder } = permitted;
  const { arn, changeId } = decision;
  const functionName = dutyOf(decision);
  if (functionName === undefined)
    return { outcome: 'refused', said: 'There is nothing here that the guardian could put back.' };
  const before = await earlier(permitted, edges);
  if (before !== undefined) return before;
  await endExemption(permitted, edges);
  const by = nameOf(responder);
  await edges.send(functionName, pressMessage({ press: 'revert', arn, changeId, by, pressId: id }));
  return {
    outcome: 'sent',
    said: 'The guardian looks at it once more, and puts back what is still wrong. What comes of that is told as an alert of its own.',
  };
}

/** The same press by anybody, if it is being carried out, or had it put right. */
async function earlier({ decision }: Permitted, { ledger, now }: Edges): Promise<Done | undefined> {
  const { arn, changeId } = decision;
  const isSame = (each: KeptPress) =>
    each.press === 'revert' && each.outcome === 'sent' && each.changeId === changeId;
  const last = (await ledger.presses(arn)).find(isSame);
  if (last === undefined) return undefined;
  const by = `${last.name ?? 'somebody'} (${last.slack})`;
  const came = await ledger.decision(arn, changeIdOf({ pressId: last.id }));
  if (came?.outcome === 'remediated' || came?.outcome === 'already-right') return repeated(by, last.at);
  const isOpen = came === undefined || came.outcome === 'started';
  return isOpen && now() - Date.parse(last.at) < onItsWayMs
    ? repeated(by, last.at, ' The guardian is at work on it.')
    : undefined;
}

async function endExemption({ decision }: Permitted, edges: Edges): Promise<void> {
  const rules = decision.findings.map(({ rule }) => rule);
  await holding(
    decision.arn,
    'revert',
    edges,
    async (lease) => {
      const history = withoutExemption(lease.history, rules, edges.now());
      if (history !== undefined) await edges.ledger.keepHistory(lease, history);
    },
    patience,
  );
}
