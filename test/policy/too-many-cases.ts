const deny = (Condition: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'kms:*',
  Resource: '*',
  Condition,
});

/** Denies whose patterns of one tag cannot be told apart in the steps there are. */
export const DENIES_OF_PATTERNS: readonly object[] = [...'abcdefghijklmnop'].map((letter) =>
  deny({ StringLike: { 'aws:PrincipalTag/t': `*${letter}*` } }),
);

const HOLES = ['1', '2', '3', '4', '5', '6', '7'];
const PIGEONS = [...HOLES, '8'].map((each) => `aws:PrincipalTag/p${each}`);

/**
 * Denies that leave nobody, which cannot be found out in the steps there are: eight tags must have one of seven values
 * each, and no two the same.
 */
export const DENIES_OF_PIGEONS: readonly object[] = PIGEONS.flatMap((pigeon, at) => [
  deny({ StringNotEquals: { [pigeon]: HOLES } }),
  ...PIGEONS.slice(at + 1).flatMap((other) =>
    HOLES.map((hole) => deny({ StringEquals: { [pigeon]: hole, [other]: hole } })),
  ),
]);
