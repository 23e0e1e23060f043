import { lowerFirst } from '../wire/json-protocol.ts';
import { isList, type Xml } from '../wire/xml.ts';
import type { Tree } from './parameter-tree.ts';

/**
 * The parameters of an operation on security groups, as records write them: small first letters, lists as `items`,
 * and empty objects for the lists of a permission that were not given.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-examples.html
 */
export function plainRequest(given: Tree): unknown {
  return member('', given);
}

const noSources = { groups: {}, ipRanges: {}, ipv6Ranges: {}, prefixListIds: {} };

function member(name: string, value: Tree): unknown {
  if (typeof value === 'string') return scalar(name, value);
  if (isTreeList(value)) {
    const items = value.map((each) => item(name, each));
    return items.length > 0 ? { items } : {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([each, inner]) => [nameOf(each), member(each, inner)]),
  );
}

function item(list: string, value: Tree): unknown {
  if (typeof value === 'string') return { [lowerFirst(list)]: value };
  const written = member(list, value);
  return list === 'IpPermissions' && typeof written === 'object' ? { ...noSources, ...written } : written;
}

/** Where a list of the call is named by its elements, the record names it as a list. */
function nameOf(parameter: string): string {
  if (parameter === 'SecurityGroupRuleId') return 'securityGroupRuleIds';
  if (parameter === 'TagSpecification') return 'tagSpecificationSet';
  return parameter === 'Tag' ? 'tags' : lowerFirst(parameter);
}

function scalar(name: string, value: string): unknown {
  if (name === 'DryRun') return value === 'true';
  return name === 'FromPort' || name === 'ToPort' ? Number(value) : value;
}

function isTreeList(value: Tree): value is readonly Tree[] {
  return Array.isArray(value);
}

/** The answer: lists as `items`, and `return` as `_return`, since the former is a word of Java. */
export function plainAnswer(answer: Xml): unknown {
  if (typeof answer !== 'object') return answer;
  if (isList(answer)) return answer.length > 0 ? { items: answer.map(plainAnswer) } : {};
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name === 'return' ? '_return' : name, plainAnswer(value ?? '')]),
  );
}
