import type { QueryParameters } from '../wire/query-parameters.ts';
import { refused } from './errors.ts';
import type { Scene } from './operation.ts';
import { descriptionIn, group, ipv4, ipv6, prefixList, trafficIn } from './permissions.ts';
import type { RuleContent, Source } from './rule.ts';

/**
 * What an update says that a rule becomes.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html
 */
export function ruleRequest(update: QueryParameters, scene: Scene): RuleContent {
  const parameters = within(update, 'SecurityGroupRule');
  const read: Readonly<Record<string, (value: string) => Source>> = {
    CidrIpv4: ipv4,
    CidrIpv6: ipv6,
    PrefixListId: prefixList,
    ReferencedGroupId: (id) => group(id, scene),
  };
  const sources = Object.entries(read).flatMap(([name, make]) => {
    const value = parameters.get(name);
    return value === undefined ? [] : [make(value)];
  });
  const [source] = sources;
  if (source === undefined || sources.length > 1)
    throw refused(
      'InvalidParameterCombination',
      'A rule has exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId.',
    );
  return { ...trafficIn(parameters), source, ...descriptionIn(parameters) };
}

/** The parameters of a member that is itself a structure: `SecurityGroupRule.CidrIpv4` gives `CidrIpv4`. */
function within(parameters: QueryParameters, name: string): QueryParameters {
  return new Map(
    [...parameters]
      .filter(([each]) => each.startsWith(`${name}.`))
      .map(([each, value]) => [each.slice(name.length + 1), value]),
  );
}
