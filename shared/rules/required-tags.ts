import type { Change } from '../events/change.ts';
import { matchesGlob } from '../standard/glob.ts';
import { tagIn, tagsOf } from './counting-tags.ts';
import type { Examples, Rule } from './rule.ts';
import { isSettling } from './settling.ts';

/**
 * Of a change to labels it tells what that change took away or set wrong, not what another call is still to add: so what
 * a pipeline labels in several calls is approved call by call. What a key lacks once it has settled is found by a change
 * of its policy, or by an audit.
 */
export const requiredTags: Rule = {
  id: 'required-tags',
  title: 'A key has the tags and aliases that the standard asks',
  severity: 'low',
  area: 'creation',
  duty: ['policy', 'labels'],
  rationale:
    'Tags tell whose key it is and what it protects; the class of a key, and so its rules, go by them.',
  fix: 'Set the tags and aliases that are missing.',
  controls: { nist: ['CM-8'] },
  check(subject) {
    const { snapshot, governance, change } = subject;
    if (snapshot.manager === 'AWS' || isSettling(subject)) return [];
    const { requiredTags: tags, requiredAliases: aliases } = governance.creation;
    const missing = [
      ...Object.entries(tags).flatMap(([key, values]) => {
        const value = tagIn(snapshot.tags, key);
        if (!concernsTag(change, key)) return [];
        if (value === undefined) return [`there is no tag ${key}`];
        const allowed = values.some((pattern) => matchesGlob(pattern, value));
        return allowed ? [] : [`the tag ${key} is ${value}, and may be ${values.join(', ')}`];
      }),
      ...aliases.flatMap((pattern) =>
        !concernsAlias(change, pattern) || snapshot.aliases.some((alias) => matchesGlob(pattern, alias))
          ? []
          : [`there is no alias like ${pattern}`],
      ),
    ];
    return missing.length === 0
      ? []
      : [{ message: 'The key lacks tags or aliases that the standard asks.', evidence: missing }];
  },
};

function concernsTag(change: Change | undefined, key: string): boolean {
  return change === undefined || !onLabels.includes(change.operation) || tagsOf(change).includes(key);
}

function concernsAlias(change: Change | undefined, pattern: string): boolean {
  if (change === undefined || !onLabels.includes(change.operation)) return true;
  const alias = 'alias' in change.details ? change.details.alias : undefined;
  return alias !== undefined && matchesGlob(pattern, alias);
}

const onLabels: readonly Change['operation'][] = [
  'CreateAlias',
  'UpdateAlias',
  'DeleteAlias',
  'TagResource',
  'UntagResource',
];

const standard =
  'creation: { requiredTags: { owner: ["*"], data-class: [customer, internal] }, requiredAliases: [alias/pay*] }';
const tags = { owner: 'payments', 'data-class': 'customer' };
/** Examples happen at ten. */
const justNow = '2026-11-02T10:00:00.500Z';
const by = 'role/KeyAdministrator';

export const examples: Examples = {
  wrong: [
    { name: 'no tags', standard, snapshot: { tags: {} } },
    { name: 'a value that is none', standard, snapshot: { tags: { ...tags, 'data-class': 'whatever' } } },
    { name: 'no alias', standard, snapshot: { tags, aliases: [] } },
    {
      name: 'a key that was created just now, where keys have no time to settle',
      standard: `${standard.slice(0, -1)}, settlingMinutes: 0 }`,
      snapshot: { tags: {}, createdAt: justNow },
      change: { operation: 'CreateKey', by: 'arn:aws:iam::111122223333:role/Deploy', details: {} },
    },
    {
      name: 'a key that has had its time to settle',
      standard,
      snapshot: { tags, aliases: [], createdAt: '2026-11-02T09:45:00.000Z' },
    },
    {
      name: 'a key of which it is not known when it was created',
      standard,
      snapshot: { tags: {} },
      change: { operation: 'PutKeyPolicy', by },
    },
    {
      name: 'a tag is removed',
      standard,
      snapshot: { tags: { owner: 'payments' } },
      change: { operation: 'UntagResource', by, details: { tagKeys: ['data-class'] } },
    },
    {
      name: 'a tag gets a value that is none',
      standard,
      snapshot: { tags: { ...tags, 'data-class': 'whatever' } },
      change: { operation: 'TagResource', by, details: { tags: { 'data-class': 'whatever' } } },
    },
    {
      name: 'the last alias that it may have is deleted',
      standard,
      snapshot: { tags, aliases: ['alias/ledger'] },
      change: { operation: 'DeleteAlias', by, details: { alias: 'alias/payments' } },
    },
    {
      name: 'that alias is moved to another key',
      standard,
      snapshot: { tags, aliases: [] },
      change: { operation: 'UpdateAlias', by, details: { alias: 'alias/payments' } },
    },
  ],
  right: [
    { name: 'all that is asked', standard, snapshot: { tags, aliases: ['alias/payments'] } },
    {
      name: 'a key that was created just now',
      standard,
      snapshot: { tags: {}, createdAt: justNow },
      change: { operation: 'CreateKey', by: 'arn:aws:iam::111122223333:role/Deploy', details: {} },
    },
    {
      name: 'a key that still has some minutes to settle, whatever changes',
      standard,
      snapshot: { tags: {}, createdAt: '2026-11-02T09:45:00.001Z' },
      change: { operation: 'PutKeyPolicy', by },
    },
    {
      name: 'an audit finds a key that was created just now',
      standard,
      snapshot: { tags: {}, createdAt: justNow },
    },
    {
      name: 'one of the tags is set, and another is still missing',
      standard,
      snapshot: { tags: { owner: 'payments' } },
      change: { operation: 'TagResource', by, details: { tags: { owner: 'payments' } } },
    },
    {
      name: 'a tag that nobody asks for is removed, and others are still missing',
      standard,
      snapshot: { tags: {}, aliases: [] },
      change: { operation: 'UntagResource', by, details: { tagKeys: ['note'] } },
    },
    {
      name: 'another alias is created, and the tags are still missing',
      standard,
      snapshot: { tags: {}, aliases: ['alias/ledger'] },
      change: { operation: 'CreateAlias', by, details: { alias: 'alias/ledger' } },
    },
    {
      name: 'another alias is moved to a key, and the tags are still missing',
      standard,
      snapshot: { tags: {}, aliases: ['alias/ledger'] },
      change: { operation: 'UpdateAlias', by, details: { alias: 'alias/ledger' } },
    },
    {
      name: 'another alias is deleted, and the tags are still missing',
      standard,
      snapshot: { tags: {}, aliases: [] },
      change: { operation: 'DeleteAlias', by, details: { alias: 'alias/ledger' } },
    },
    {
      name: 'one of two aliases is deleted',
      standard,
      snapshot: { tags, aliases: ['alias/pay-2'] },
      change: { operation: 'DeleteAlias', by, details: { alias: 'alias/payments' } },
    },
    { name: 'a key that AWS manages', standard, snapshot: { tags: {}, manager: 'AWS' } },
  ],
};
