import type { Conditions } from '../policy/condition-json.ts';
import type { PrincipalPattern } from '../standard/standard.ts';
import { arnOf, isWild, overlap, type Place } from './arns.ts';
import { together } from './conditions-together.ts';
import { type StatementJson, under } from './document.ts';

type Patterns = readonly PrincipalPattern[];

/**
 * Statements that let principals in directly, so that no IAM policy has to agree. Who is named plainly stands under
 * `Principal`. A pattern cannot stand there, so it is a condition on everyone of the account; under the account's
 * principal instead of `*` it would only leave the access to IAM policies.
 *
 * @param rivals who is not meant though a pattern covers them
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function letIn(
  sid: string,
  patterns: Patterns,
  actions: readonly string[],
  place: Place,
  { rivals = [], condition = {} }: { readonly rivals?: Patterns; readonly condition?: Conditions } = {},
): readonly StatementJson[] {
  const plain = patterns.filter((each) => !isWild(each));
  const wild = patterns.filter(isWild);
  const allow = { Effect: 'Allow', Action: actions, Resource: '*' } as const;
  const except = rivals.filter((rival) => wild.some((each) => overlap(each, rival)));
  const arns = (them: Patterns) => them.map((each) => arnOf(each, place));
  return [
    ...(plain.length === 0 || actions.length === 0
      ? []
      : [under({ Sid: sid, ...allow, Principal: { AWS: arns(plain) } }, condition)]),
    ...(wild.length === 0 || actions.length === 0
      ? []
      : [
          under(
            { Sid: `${sid}ByPattern`, ...allow, Principal: '*' },
            together(
              condition,
              {
                StringEquals: { 'aws:PrincipalAccount': place.account },
                ArnLike: { 'aws:PrincipalArn': arns(wild) },
              },
              except.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': arns(except) } },
            ),
          ),
        ]),
  ];
}
