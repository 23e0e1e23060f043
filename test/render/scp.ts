import { matchesGlob } from '../../shared/standard/glob.ts';

type Texts = string | readonly string[];
type Statement = {
  readonly Effect: string;
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
};
export type Scp = { readonly Statement: readonly Statement[] };

type Request = {
  readonly action: string;
  readonly resource: string;
  /** Condition key to value. */
  readonly context: Readonly<Record<string, string>>;
};

/** What stands beside every SCP unless somebody takes it away. */
export const fullAwsAccess: Scp = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * Whether SCPs attached to one account let a request through: one must allow it, and none deny it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export function letsThrough(attached: readonly Scp[], request: Request): boolean {
  const hits = attached.flatMap(({ Statement }) => Statement).filter((each) => covers(each, request));
  return hits.some(({ Effect }) => Effect === 'Allow') && !hits.some(({ Effect }) => Effect === 'Deny');
}

const list = (texts: Texts) => [texts].flat() as readonly string[];
const any = (patterns: Texts, text: string) => list(patterns).some((each) => matchesGlob(each, text));

/** Whether the element names it, or its negation does not. */
function named(plain: Texts | undefined, negated: Texts | undefined, text: string): boolean {
  return plain === undefined ? !any(negated ?? [], text) : any(plain, text);
}

const lower = (texts: Texts | undefined) => texts && list(texts).map((each) => each.toLowerCase());

function covers(
  { Action, NotAction, Resource, NotResource, Condition = {} }: Statement,
  { action, resource, context }: Request,
) {
  return (
    named(lower(Action), lower(NotAction), action.toLowerCase()) &&
    named(Resource, NotResource, resource) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, context[key], values)),
    )
  );
}

function holds(operator: string, value: string | undefined, wanted: Texts): boolean {
  switch (operator) {
    case 'ArnLike':
    case 'StringLike':
      return value !== undefined && any(wanted, value);
    case 'ArnNotLike':
    case 'StringNotLike':
      return value === undefined || !any(wanted, value);
    case 'StringEquals':
      return value !== undefined && list(wanted).includes(value);
    case 'StringNotEquals':
      return value === undefined || !list(wanted).includes(value);
    case 'NumericLessThan':
      return value !== undefined && list(wanted).some((each) => Number(value) < Number(each));
    default:
      throw new Error(`This test knows no ${operator}.`);
  }
}
