import { KEY_ACTIONS } from '../../../shared/policy/actions.ts';
import { decide } from '../../../shared/policy/decide.ts';
import type { Request } from '../../../shared/policy/policy.ts';
import { DERIVED_KEYS } from './alphabet.ts';
import type { RandomCaller } from './caller.ts';
import { actionThatCarries, carries } from './carried.ts';
import { type ConditionDraft, type Draft, OWN, policyOf, type StatementDraft } from './draft.ts';
import { CALLERS, valuesOf } from './universe.ts';

/**
 * Callers, actions and values, one for each way in which the parts of policies treat them. A statement is the *and* of
 * its parts, a part the *or* of its names or values, and a policy its statements: what each of these treats alike when
 * it stands alone, as `decide` answers, the policies treat alike, too.
 */
export type Classes = {
  readonly callers: readonly RandomCaller[];
  readonly actions: readonly string[];
  /** Of each key that is tested and does not follow from the caller. */
  readonly values: ReadonlyMap<string, readonly string[]>;
};

/** The classes of two policies, with the callers of whom `canCall` says that they can be. */
export function classesOf(policies: readonly Draft[], canCall: (caller: RandomCaller) => boolean): Classes {
  const parts = policies.flatMap(({ version, statements }) =>
    statements.map((each) => ({ version, ...each })),
  );
  const conditions = parts.flatMap((part) =>
    part.conditions.flatMap((condition) =>
      testsOf(condition).map((test) => ({ version: part.version, ...test })),
    ),
  );
  const onCaller = conditions.filter(({ key }) => DERIVED.has(key));
  const keys = [...new Set(conditions.map(({ key }) => key))].filter((key) => !DERIVED.has(key));
  return {
    callers: oneOfEach(
      CALLERS,
      [
        ...parts.flatMap(({ version, principals: { negated, names } }) =>
          names.map((name) => callerColumn(version, { principals: { negated, names: [name] } })),
        ),
        ...onCaller.map(({ version, ...condition }) => callerColumn(version, { conditions: [condition] })),
      ],
      canCall,
    ),
    actions: oneOfEach(ACTIONS, [
      ...parts.map(({ version, actions }) => actionColumn(version, { actions })),
      ...keys.map((key) => column(`carries ${key}`, ACTIONS, () => (action) => Number(carries(action, key)))),
    ]),
    values: new Map(
      keys.map((key) => [
        key,
        oneOfEach(
          valuesOf(key),
          conditions
            .filter((condition) => condition.key === key && condition.operator !== 'Null')
            .map(({ version, ...condition }) => valueColumn(version, condition)),
        ),
      ]),
    ),
  };
}

const DERIVED = new Set(DERIVED_KEYS.map(({ name }) => name.toLowerCase()));
const ACTIONS = [...KEY_ACTIONS];

/** A condition taken apart: whether the key is there, and a positive operator with each of the policy's values. */
function testsOf({ key, operator, values }: ConditionDraft): readonly ConditionDraft[] {
  const test = {
    quantifier: '',
    operator: 'Null',
    ifExists: false,
    key: key.toLowerCase(),
    values: ['true'],
  } as const;
  const positive = operator.replace('Not', '');
  return [test, ...values.map((value) => ({ ...test, operator: positive, values: [value] }))];
}

type Part = Partial<StatementDraft>;

/** A policy that allows all to all, but for one part. */
function alone(version: Draft['version'], part: Part) {
  const all = { negated: false, names: ['*'] };
  const open: StatementDraft = {
    effect: 'Allow',
    principals: all,
    actions: all,
    resources: all,
    conditions: [],
  };
  return policyOf({ version, statements: [{ ...open, ...part }], keyKnown: true });
}

function callerColumn(version: Draft['version'], part: Part): Uint8Array {
  return answers('caller', CALLERS, version, part, (caller) => ({ ...caller, action: 'kms:Decrypt' }));
}

function actionColumn(version: Draft['version'], part: Part): Uint8Array {
  return answers('action', ACTIONS, version, part, (action) => ({ principal: OWN, action }));
}

function valueColumn(version: Draft['version'], condition: ConditionDraft): Uint8Array {
  const { key } = condition;
  const action = actionThatCarries(key);
  return answers(key, valuesOf(key), version, { conditions: [condition] }, (value) => ({
    principal: OWN,
    action,
    context: { [key]: value },
  }));
}

const LEVELS = { denied: 0, delegated: 1, allowed: 2 } as const;

function answers<T>(
  what: string,
  items: readonly T[],
  version: Draft['version'],
  part: Part,
  request: (item: T) => Request,
): Uint8Array {
  return column(`${what} ${version} ${JSON.stringify(part)}`, items, () => {
    const policy = alone(version, part);
    return (item) => LEVELS[decide(policy, request(item)).decision];
  });
}

const columns = new Map<string, Uint8Array>();

/** Each item's answer to one question, worked out once. */
function column<T>(question: string, items: readonly T[], asking: () => (item: T) => number): Uint8Array {
  let found = columns.get(question);
  if (found === undefined) {
    found = Uint8Array.from(items.map(asking()));
    columns.set(question, found);
  }
  return found;
}

/** The first item of each class that there can be: of those that have the same answer in every column. */
function oneOfEach<T>(
  items: readonly T[],
  questions: readonly Uint8Array[],
  canBe: (item: T) => boolean = () => true,
): readonly T[] {
  let classes = new Uint16Array(items.length);
  for (const answersOfAll of new Set(questions)) {
    const numbers = new Map<number, number>();
    classes = classes.map((before, at) => {
      const id = before * 4 + (answersOfAll[at] ?? 0);
      const number = numbers.get(id) ?? numbers.size;
      numbers.set(id, number);
      return number;
    });
  }
  const seen = new Set<number>();
  return items.filter((item, at) => {
    const number = classes[at] ?? 0;
    return !seen.has(number) && canBe(item) && seen.add(number);
  });
}
