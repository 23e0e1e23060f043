/**
 * What is known of one key in a region of requests: whether it may be absent, and what its values may be. Sets of cells
 * are bit sets: bit i is the key's cell i.
 */
export type Extent = {
  readonly absent: boolean;
  /** Undefined where the key cannot be present. */
  readonly present?: {
    /** Every value is in one of these cells. */
    readonly within: bigint;
    /** Of each of these sets of cells some value is in one; of a single-valued key there are none. */
    readonly hits: readonly bigint[];
  };
};

/**
 * What a condition says of its key: whether it holds where the key is absent, and where it is present, whether some
 * value, or none, must be in one of the cells.
 */
export type Literal = {
  /** The key, by its place among the dimensions. */
  readonly dimension: number;
  readonly multivalued: boolean;
  readonly whenAbsent: boolean;
  readonly some: boolean;
  readonly cells: bigint;
};

/** The part of an extent in which a literal holds, or does not; undefined where there is none. */
export function assume(extent: Extent, literal: Literal, holds: boolean): Extent | undefined {
  const absent = extent.absent && literal.whenAbsent === holds;
  const present = extent.present && constrain(extent.present, literal, literal.some === holds);
  if (present === undefined) {
    return absent ? { absent } : undefined;
  }
  return { absent, present };
}

type Present = NonNullable<Extent['present']>;

function constrain(
  { within, hits }: Present,
  { cells, multivalued }: Literal,
  some: boolean,
): Present | undefined {
  if (!some) {
    const rest = within & ~cells;
    return rest === 0n || hits.some((hit) => (hit & rest) === 0n) ? undefined : { within: rest, hits };
  }
  const hit = within & cells;
  if (hit === 0n) {
    return undefined;
  }
  return multivalued ? { within, hits: [...hits, cells] } : { within: hit, hits };
}
