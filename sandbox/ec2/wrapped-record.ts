import { EC2_NAMESPACE } from '../wire/ec2-protocol.ts';
import { isList, type Xml } from '../wire/xml.ts';
import type { Tree } from './parameter-tree.ts';

/**
 * The parameters of an operation on VPC endpoints or on single rules, as records write them: XML turned into JSON,
 * under the name of the request. Elements of lists have a `tag`, their number; texts among them are `content`. A
 * list of one is its element.
 *
 *     { "ModifyVpcEndpointRequest": { "VpcEndpointId": "vpce-0a1b…", "AddSecurityGroupId": { "tag": 1, "content": "sg-0c1d…" } } }
 */
export function wrappedRequest(action: string, given: Tree): unknown {
  return { [`${action}Request`]: member('', given) };
}

function member(name: string, value: Tree): unknown {
  if (typeof value === 'string') return scalar(name, value);
  if (!isTreeList(value)) return members(value);
  return single(
    value.map((each, at) =>
      typeof each === 'string' || isTreeList(each)
        ? { tag: at + 1, content: each }
        : { tag: at + 1, ...members(each) },
    ),
  );
}

function members(value: { readonly [name: string]: Tree }) {
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, member(name, each)]));
}

function scalar(name: string, value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return name === 'FromPort' || name === 'ToPort' ? Number(value) : value;
}

function isTreeList(value: Tree): value is readonly Tree[] {
  return Array.isArray(value);
}

/** The answer in the same way: a list is its `item`, or its items, and empty text where it has none. */
export function wrappedAnswer(action: string, answer: { readonly [name: string]: Xml | undefined }): unknown {
  return { [`${action}Response`]: { xmlns: EC2_NAMESPACE, ...answered(answer) } };
}

function answered(answer: { readonly [name: string]: Xml | undefined }): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(answer).flatMap(([name, value]) => (value === undefined ? [] : [[name, element(value)]])),
  );
}

function element(value: Xml): unknown {
  if (typeof value !== 'object') return value;
  if (!isList(value)) return answered(value);
  return value.length === 0 ? '' : { item: single(value.map(element)) };
}

function single(elements: readonly unknown[]): unknown {
  return elements.length === 1 ? elements[0] : elements;
}
