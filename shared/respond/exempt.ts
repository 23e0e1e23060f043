import { isInForce } from '../excuse.ts';
import { holding } from '../hold.ts';
import type { Excused, History } from '../ledger/history.ts';
import { isExemptible } from '../standard/exempt.ts';
import { isNamedAnywhere } from '../standard/principals.ts';
import { type Done, type Edges, nameOf, type Permitted, patience, repeated } from './pressing.ts';

/** So many are kept of one thing: those that have ended go first. */
const most = 20;

/** The rules of a decision's findings that an exemption may cover. */
export function exemptible({ decision }: Pick<Permitted, 'decision'>): readonly string[] {
  return [...new Set(decision.findings.map(({ rule }) => rule))].filter(isExemptible).sort();
}

/** Said where there is nothing that an exemption could cover. */
export const nothingExemptible: Done = {
  outcome: 'refused',
  said: 'No exemption covers what was found: it could outlive the exemption.',
};

/**
 * Exempts what was found, on this one thing, for a while.
 *
 * @throws {ThingIsHeld}
 */
export async function exempt(
  permitted: Permitted,
  { why, hours }: { readonly why: string; readonly hours: number },
  edges: Edges,
): Promise<Done> {
  const { decision, responder } = permitted;
  const rules = exemptible(permitted);
  if (rules.length === 0) return nothingExemptible;
  return holding(
    decision.arn,
    'exempt',
    edges,
    async (lease): Promise<Done> => {
      const now = edges.now();
      const before = coveringIn(lease.history, rules, now, decision.change.actor.arn);
      if (before !== undefined) return repeated(before.by, before.at, ` It holds until ${before.until}.`);
      const by = nameOf(responder);
      const until = new Date(now + hours * 3_600_000).toISOString();
      const at = new Date(now).toISOString();
      const given: Excused = { rules, by, why, at, until, except: responder.principals };
      await edges.ledger.keepHistory(lease, withGiven(lease.history, given, now));
      const what = `until ${until}: ${rules.join(', ')}`;
      return {
        outcome: 'done',
        said: `Exempt ${what}. It ends by itself; what is not right then is put right at the next change, or by the sweep.`,
        everybody: `${by}, exempted this ${what}. Reason: ${why}`,
      };
    },
    patience,
  );
}

/** The exemption in force that covers all of these rules, in what this actor does. */
export function coveringIn(
  { exempt = [] }: History,
  rules: readonly string[],
  now: number,
  actorArn: string | undefined,
): Excused | undefined {
  return exempt.find(
    (each) =>
      isInForce(each, now) &&
      !isNamedAnywhere(each.except, actorArn) &&
      rules.every((rule) => each.rules.includes(rule)),
  );
}

function withGiven(history: History, given: Excused, now: number): History {
  const inForce = (history.exempt ?? []).filter((each) => isInForce(each, now));
  return { ...history, exempt: [...inForce, given].slice(-most) };
}

/** The history in which no exemption of these rules is in force any more; undefined where none was. Pure. */
export function withoutExemption(
  history: History,
  rules: readonly string[],
  now: number,
): History | undefined {
  const given = history.exempt ?? [];
  const ends = (each: Excused) => isInForce(each, now) && each.rules.some((rule) => rules.includes(rule));
  if (!given.some(ends)) return undefined;
  const left = given.flatMap((each) => {
    if (!ends(each)) return [each];
    const others = each.rules.filter((rule) => !rules.includes(rule));
    return others.length === 0 ? [] : [{ ...each, rules: others }];
  });
  return { ...history, exempt: left };
}
