import { type Draft, documentOf, type Names, type StatementDraft } from './draft.ts';
import { oddCase } from './generate.ts';
import type { Random } from './random.ts';
import { rewrite } from './rewrite.ts';

/** The policy's JSON, or its text, in other words: what it means stays. */
export function respell(draft: Draft, random: Random): object | string {
  let rewritten = draft;
  for (let rewrites = random.below(5); rewrites > 0; rewrites--) {
    rewritten = rewrite(rewritten, random);
  }
  return respellForm(rewritten, random, sameValue);
}

/** The same, with no statement taken apart and no condition put in other words: reordered, and spelled otherwise. */
export function respellForm(
  draft: Draft,
  random: Random,
  value: (value: string, operator: string, random: Random) => unknown = sameText,
): object | string {
  const statements = random.shuffled(draft.statements).map((each) => shuffle(each, random));
  const { Version, Statement } = documentOf(
    { ...draft, statements },
    {
      name: (name) => (random.chance(40) ? oddCase(random, name) : name),
      list: (items) => (items.length === 1 && random.chance(60) ? items[0] : items),
      value: (text, operator) => (random.chance(40) ? value(text, operator, random) : text),
      anyone: () => random.pick<unknown>(['*', { AWS: '*' }, { AWS: ['*'] }]),
    },
  );
  const named = Statement.map((each, at) => (random.chance(30) ? { Sid: `Statement${at}`, ...each } : each));
  const document = {
    ...(Version === '2008-10-17' && random.chance(50) ? {} : { Version }),
    ...(random.chance(20) ? { Id: 'key-policy' } : {}),
    Statement: named.length === 1 && random.chance(50) ? named[0] : named,
  };
  return random.chance(15) ? JSON.stringify(document, null, 2) : document;
}

function shuffle(statement: StatementDraft, random: Random): StatementDraft {
  const { principals, actions, resources, conditions } = statement;
  const names = (element: Names) => ({ ...element, names: random.shuffled(element.names) });
  return {
    ...statement,
    principals: names(principals),
    actions: names(actions),
    resources: names(resources),
    conditions: random
      .shuffled(conditions)
      .map((condition) => ({ ...condition, values: random.shuffled(condition.values) })),
  };
}

/** `"true"` or `true`, `"10"` or `10`: in a policy that is read they are the same text. */
function sameText(value: string): unknown {
  const literal = value === 'true' || value === 'false' || String(Number(value)) === value;
  return literal ? (JSON.parse(value) as unknown) : value;
}

/** Also `"TRUE"` where case does not matter, and `"1e+1"` among numbers. */
function sameValue(value: string, operator: string, random: Random): unknown {
  if (/^(Bool|Null)/.test(operator)) {
    return random.chance(50) ? value.toLowerCase() === 'true' : oddCase(random, value);
  }
  return operator.startsWith('Numeric') && random.chance(50)
    ? Number(value).toExponential()
    : sameText(value);
}
