import { type PolicyStatement, policyLines } from './policy-lines.ts';
import type { PolicyPair } from './policy-pair.ts';

/** How two policies differ, in lines that begin with `+`, `-` or a space. */
export type PolicyDiff = {
  readonly of: PolicyPair['of'];
  readonly lines: readonly string[];
  readonly added: number;
  readonly removed: number;
};

type Pair = { readonly before?: PolicyStatement; readonly after?: PolicyStatement };

/** More lines than these that did not change are counted, not shown. */
const MOST_CONTEXT = 4;

/** With more pairs of statements than these, those without a Sid are told as gone and new. */
const MOST_COMPARED = 10_000;

/** The difference, statement by statement; undefined where there is none, or one of the texts is no policy. */
export function policyDiff({ before, after, of }: PolicyPair): PolicyDiff | undefined {
  const [one, other] = [policyLines(before), policyLines(after)];
  if (one === undefined || other === undefined) return undefined;
  const { pairs, same } = pairUp(one, other);
  const parts = pairs.map(differenceOf);
  const added = parts.reduce((sum, part) => sum + part.added.length, 0);
  const removed = parts.reduce((sum, part) => sum + part.removed.length, 0);
  if (added + removed === 0) return undefined;
  const unchanged = same === 1 ? ['  1 statement unchanged'] : [`  ${same} statements unchanged`];
  return {
    of,
    lines: [...parts.flatMap(({ lines }) => lines), ...(same === 0 ? [] : unchanged)],
    added,
    removed,
  };
}

/** Statements that belong together: the same ones, then those of one Sid, then those that have most in common. */
function pairUp(one: readonly PolicyStatement[], other: readonly PolicyStatement[]) {
  const [head, ...before] = one;
  const [newHead, ...after] = other;
  const left = new Set(before);
  const partners = new Map<PolicyStatement, PolicyStatement>();
  const match = (isPartner: (before: PolicyStatement, after: PolicyStatement) => boolean) => {
    for (const each of after) {
      if (partners.has(each)) continue;
      const partner = [...left].find((candidate) => isPartner(candidate, each));
      if (partner === undefined) continue;
      partners.set(each, partner);
      left.delete(partner);
    }
  };
  match((a, b) => isSame(a, b));
  const same = partners.size;
  match((a, b) => a.sid !== undefined && a.sid === b.sid);
  if (left.size * (after.length - partners.size) <= MOST_COMPARED)
    match((a, b) => countCommon(a, b) * 2 > Math.max(a.lines.length, b.lines.length));
  const changed = after.flatMap((each): Pair[] => {
    const partner = partners.get(each);
    if (partner === undefined) return [{ after: each }];
    return isSame(partner, each) ? [] : [{ before: partner, after: each }];
  });
  const heads: Pair[] = head && newHead && !isSame(head, newHead) ? [{ before: head, after: newHead }] : [];
  return { pairs: [...heads, ...changed, ...[...left].map((each) => ({ before: each }))], same };
}

function differenceOf({ before, after }: Pair) {
  const [added, removed] = [beyond(after, before), beyond(before, after)];
  const kept = beyond(after, { lines: added }).filter((line) => !line.startsWith('"Sid": '));
  const context =
    before === undefined || kept.length <= MOST_CONTEXT
      ? kept
      : [...kept.slice(0, MOST_CONTEXT - 2), `(${kept.length - MOST_CONTEXT + 2} more lines unchanged)`];
  const statement = after ?? before;
  const mark = before === undefined ? '+' : after === undefined ? '-' : ' ';
  const title = statement && statement.index !== undefined ? [titleOf(statement, statement.index)] : [];
  // The Sid of a whole statement is in its title.
  const shown = (lines: readonly string[]) =>
    mark === ' ' ? lines : lines.filter((line) => !line.startsWith('"Sid": '));
  return {
    added,
    removed,
    lines: [
      ...title.map((line) => `${mark} ${line}`),
      ...context.map((line) => `    ${line}`),
      ...shown(removed).map((line) => `-   ${line}`),
      ...shown(added).map((line) => `+   ${line}`),
    ],
  };
}

const titleOf = ({ sid }: PolicyStatement, index: number) =>
  `statement ${index + 1}${sid === undefined ? '' : ` ("${sid}")`}`;

const isSame = (one: PolicyStatement, other: PolicyStatement) =>
  one.lines.length === other.lines.length && one.lines.every((line, index) => line === other.lines[index]);

const countCommon = (one: PolicyStatement, other: PolicyStatement) =>
  one.lines.length - beyond(one, other).length;

/** The lines of one that the other lacks; a line that is there twice counts twice. */
function beyond(one: Pick<PolicyStatement, 'lines'> | undefined, other?: Pick<PolicyStatement, 'lines'>) {
  const counts = new Map<string, number>();
  for (const line of other?.lines ?? []) counts.set(line, (counts.get(line) ?? 0) + 1);
  return (one?.lines ?? []).filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}
