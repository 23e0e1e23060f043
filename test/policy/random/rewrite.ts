import { expandActions, KEY_ACTIONS } from '../../../shared/policy/actions.ts';
import { DELETED, OTHER_KEY } from './alphabet.ts';
import { type Draft, KEY, type StatementDraft } from './draft.ts';
import {
  splitByCase,
  splitByPresence,
  splitByValue,
  withConditionInOtherWords,
  withTruism,
} from './other-words.ts';
import type { Random } from './random.ts';

/** The policy in another form that means the same: one of its statements split, joined, expanded, or repeated. */
export function rewrite(draft: Draft, random: Random): Draft {
  const { statements } = draft;
  if (statements.length === 0 || random.chance(15)) {
    return { ...draft, statements: [...statements, withoutEffect(draft, random)] };
  }
  if (random.chance(10)) {
    return joined(draft);
  }
  const chosen = random.pick(statements);
  const replaced = random.pick(REWRITES)(chosen, random);
  return { ...draft, statements: statements.flatMap((each) => (each === chosen ? replaced : [each])) };
}

type Rewrite = (statement: StatementDraft, random: Random) => readonly StatementDraft[];

const REWRITES: readonly Rewrite[] = [
  (statement, random) => split(statement, 'principals', random),
  (statement, random) => split(statement, 'actions', random),
  splitByValue,
  splitByPresence,
  (statement) => [withListedActions(statement)],
  (statement) => [statement, { ...statement }],
  (statement) => [withRootSpelledOtherwise(statement)],
  (statement) => [withKeySpelledOtherwise(statement)],
  (statement, random) => [withTruism(statement, random)],
  (statement, random) => [withConditionInOtherWords(statement, random)],
  (statement, random) => [withConditionInOtherWords(statement, random)],
  splitByCase,
];

/** A statement that covers nobody, names no action, or is not about the key. */
function withoutEffect({ keyKnown, statements }: Draft, random: Random): StatementDraft {
  const like: StatementDraft = statements[0] ?? {
    effect: 'Allow',
    principals: { negated: false, names: ['*'] },
    actions: { negated: false, names: ['kms:*'] },
    resources: { negated: false, names: ['*'] },
    conditions: [],
  };
  const one: StatementDraft = { ...like, effect: random.pick(['Allow', 'Deny'] as const) };
  return random.pick<StatementDraft>([
    { ...one, principals: { negated: false, names: [DELETED] } },
    { ...one, actions: { negated: false, names: [] } },
    { ...one, resources: { negated: true, names: ['*'] } },
    // Where the key's ARN is not known, it may be this one.
    ...(keyKnown ? [{ ...one, resources: { negated: false, names: [OTHER_KEY] } }] : []),
  ]);
}

/** A list in `Principal` or `Action` is an *or*; in `NotPrincipal` it is not. */
function split(
  statement: StatementDraft,
  by: 'principals' | 'actions',
  random: Random,
): readonly StatementDraft[] {
  const { negated, names } = statement[by];
  if (negated || names.length < 2) {
    return [statement];
  }
  const at = 1 + random.below(names.length - 1);
  return [names.slice(0, at), names.slice(at)].map((part) => ({
    ...statement,
    [by]: { negated, names: part },
  }));
}

function withListedActions(statement: StatementDraft): StatementDraft {
  const { negated, names } = statement.actions;
  if (names.length === 0) {
    return statement;
  }
  const covered = expandActions(names);
  const listed = negated ? [...KEY_ACTIONS].filter((action) => !covered.has(action)) : [...covered];
  return { ...statement, actions: { negated: false, names: listed } };
}

function withRootSpelledOtherwise(statement: StatementDraft): StatementDraft {
  const { negated, names } = statement.principals;
  const respelled = names.map((name) =>
    /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name.replace(/^arn:aws:iam::(\d{12}):root$/, '$1'),
  );
  return { ...statement, principals: { negated, names: [...new Set(respelled)] } };
}

function withKeySpelledOtherwise(statement: StatementDraft): StatementDraft {
  const { negated, names } = statement.resources;
  const respelled = names.map((name) => (name === '*' ? KEY : name === KEY ? '*' : name));
  return negated ? statement : { ...statement, resources: { negated, names: respelled } };
}

/** Two statements made one where they differ in their actions alone, or in their principals alone. */
function joined(draft: Draft): Draft {
  const { statements } = draft;
  for (const [at, one] of statements.entries()) {
    for (const other of statements.slice(at + 1)) {
      const union = unionOf(one, other, 'actions') ?? unionOf(one, other, 'principals');
      if (union !== undefined) {
        return {
          ...draft,
          statements: [union, ...statements.filter((each) => each !== one && each !== other)],
        };
      }
    }
  }
  return draft;
}

function unionOf(
  one: StatementDraft,
  other: StatementDraft,
  by: 'actions' | 'principals',
): StatementDraft | undefined {
  const plain = [one, other].every((each) => !each[by].negated && each[by].names.length > 0);
  if (!plain || JSON.stringify({ ...one, [by]: 0 }) !== JSON.stringify({ ...other, [by]: 0 })) {
    return undefined;
  }
  return { ...one, [by]: { negated: false, names: [...new Set([...one[by].names, ...other[by].names])] } };
}
