import { matchesGlob } from '../standard/glob.ts';
import type { Examples, Rule, Subject } from './rule.ts';

export const requiredTags: Rule = {
  id: 'required-tags',
  title: 'A key has the tags and aliases that the standard asks',
  severity: 'low',
  area: 'creation',
  duty: 'policy',
  rationale:
    'Tags tell whose key it is and what it protects; the class of a key, and so its rules, go by them.',
  fix: 'Set the tags and aliases that are missing.',
  controls: { nist: ['CM-8'] },
  check(subject) {
    const { snapshot, governance } = subject;
    if (snapshot.manager === 'AWS' || isSettling(subject)) return [];
    const { requiredTags: tags, requiredAliases: aliases } = governance.creation;
    const missing = [
      ...Object.entries(tags).flatMap(([key, values]) => {
        const value = Object.hasOwn(snapshot.tags, key) ? snapshot.tags[key] : undefined;
        if (value === undefined) return [`there is no tag ${key}`];
        const allowed = values.some((pattern) => matchesGlob(pattern, value));
        return allowed ? [] : [`the tag ${key} is ${value}, and may be ${values.join(', ')}`];
      }),
      ...aliases.flatMap((pattern) =>
        snapshot.aliases.some((alias) => matchesGlob(pattern, alias))
          ? []
          : [`there is no alias like ${pattern}`],
      ),
    ];
    return missing.length === 0
      ? []
      : [{ message: 'The key lacks tags or aliases that the standard asks.', evidence: missing }];
  },
};

/** A pipeline sets tags and aliases after it has created the key; until then their absence says nothing. */
function isSettling({ change, governance }: Subject): boolean {
  return change?.operation === 'CreateKey' && governance.creation.settlingMinutes > 0;
}

const standard =
  'creation: { requiredTags: { owner: ["*"], data-class: [customer, internal] }, requiredAliases: [alias/pay*] }';
const tags = { owner: 'payments', 'data-class': 'customer' };

export const examples: Examples = {
  wrong: [
    { name: 'no tags', standard, snapshot: { tags: {} } },
    { name: 'a value that is none', standard, snapshot: { tags: { ...tags, 'data-class': 'whatever' } } },
    { name: 'no alias', standard, snapshot: { tags, aliases: [] } },
  ],
  right: [
    { name: 'all that is asked', standard, snapshot: { tags, aliases: ['alias/payments'] } },
    {
      name: 'a key that was created just now',
      standard,
      snapshot: { tags: {} },
      change: { operation: 'CreateKey', by: 'arn:aws:iam::111122223333:role/Deploy', details: {} },
    },
  ],
};
