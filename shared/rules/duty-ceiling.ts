import type { RoleActions, Roles } from '../standard/standard.ts';
import { type Allowance, allBut, anyone, named, notNamed, only } from './ceiling.ts';
import type { Subject } from './rule.ts';

/**
 * A ceiling by which the actions of a duty are for its roles alone. Where the standard lists what a role may do, the list
 * takes the place of the duty for that role, and is the most that its principals may do at all.
 *
 * @param usual the actions of the duty
 * @param holders the roles whose duty it is where the standard lists nothing for them; the first is the one it is named after
 */
export function dutyCeiling(
  { governance: { roles, actions }, snapshot }: Subject,
  usual: ReadonlySet<string>,
  holders: readonly [keyof RoleActions, ...(keyof Roles)[]],
): readonly Allowance[] {
  const [own] = holders;
  const listed = (Object.keys(actions) as (keyof RoleActions)[]).filter((role) => actions[role].length > 0);
  const usually = holders.filter((role) => !listed.some((each) => each === role));
  const patternsOf = (those: readonly (keyof Roles)[]) => those.flatMap((role) => roles[role]);
  const others = (Object.keys(roles) as (keyof Roles)[]).filter((role) => role !== own);
  return [
    ...(listed.includes(own)
      ? [
          anyone(allBut(usual), notNamed(roles[own], snapshot)),
          // Who has another role, too, is judged by the rule on that one.
          ...named(patternsOf(others), allBut(usual), snapshot),
        ]
      : [anyone(allBut(usual))]),
    ...named(patternsOf(usually), only(usual), snapshot),
    ...listed.flatMap((role) => named(roles[role], only(actions[role]), snapshot)),
  ];
}
