import type { KeySnapshot } from '../../shared/keys/snapshot.ts';
import { classOf } from '../../shared/standard/match.ts';
import type { Governance, Standard } from '../../shared/standard/standard.ts';
import type { Attributes } from './candidate.ts';

/** A key as a file tells it, and what of the standard can be asked of it. */
export type Assumed = { readonly snapshot: KeySnapshot; readonly governance: Governance };

/**
 * The key that a file describes. What the file does not tell is filled with what KMS takes by itself, and the standard
 * is not asked about it: what is not known is no finding.
 */
export function assumedKey(options: {
  readonly standard: Standard;
  readonly account: string;
  readonly region: string;
  /** Whether the Region was given, or only assumed. */
  readonly regionIsKnown: boolean;
  readonly arn: string;
  readonly policy: string;
  readonly attributes: Attributes;
}): Assumed {
  const { standard, account, arn, policy, attributes } = options;
  const region = arn.split(':')[3] ?? options.region;
  const tags = Object.entries(attributes.tags ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  const snapshot: KeySnapshot = {
    arn,
    keyId: arn.split('/').at(-1) ?? arn,
    account,
    region,
    policy,
    state: 'Enabled',
    manager: 'CUSTOMER',
    spec: attributes.spec ?? 'SYMMETRIC_DEFAULT',
    usage: attributes.usage ?? 'ENCRYPT_DECRYPT',
    origin: attributes.origin ?? 'AWS_KMS',
    multiRegion: attributes.multiRegion ?? 'no',
    rotation: attributes.rotation ?? { kind: 'unsupported' },
    aliases: attributes.aliases ?? [],
    tags: Object.fromEntries(tags),
  };
  const { governance } = classOf(standard, snapshot);
  return { snapshot, governance: { ...governance, creation: askable(governance, options) } };
}

/** What the standard asks of a new key, less what the file does not tell. */
function askable(
  { creation }: Governance,
  { attributes, regionIsKnown }: { readonly attributes: Attributes; readonly regionIsKnown: boolean },
): Governance['creation'] {
  const { tags } = attributes;
  const tagIsKnown = (tag: string) =>
    tags !== undefined && !(Object.hasOwn(tags, tag) && tags[tag] === undefined);
  return {
    ...creation,
    ...(attributes.spec === undefined ? { specs: [] } : {}),
    ...(attributes.usage === undefined ? { usages: [] } : {}),
    ...(attributes.origin === undefined ? { origins: [] } : {}),
    ...(attributes.multiRegion === undefined ? { multiRegion: 'allowed' } : {}),
    ...(attributes.aliases === undefined ? { requiredAliases: [] } : {}),
    ...(regionIsKnown ? {} : { regions: [] }),
    requiredTags: Object.fromEntries(
      Object.entries(creation.requiredTags).filter(([tag]) => tagIsKnown(tag)),
    ),
  };
}

/** What of a key's tags is known only at deployment and decides by this standard, in words. */
export function undecidedTags({ defaults, classes }: Standard, { tags }: Attributes): readonly string[] {
  const deciding = [
    ...classes.flatMap(({ match }) => Object.entries(match.tags ?? {})),
    ...[defaults, ...classes.map(({ governance }) => governance)].flatMap(({ creation }) =>
      Object.entries(creation.requiredTags),
    ),
  ];
  if (tags === undefined) return deciding.length === 0 ? [] : ['the tags are'];
  // That the tag is there is enough where any value will do.
  const named = deciding.flatMap(([tag, values]) => (values.includes('*') ? [] : [tag]));
  return Object.entries(tags).flatMap(([tag, value]) =>
    value === undefined && named.includes(tag) ? [`the value of the tag ${tag} is`] : [],
  );
}
