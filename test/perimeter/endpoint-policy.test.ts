import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleSubject } from '../../cli/explain/example-subject.ts';
import { isAboutKey } from '../../shared/policy/matching.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import { adoptedEndpoint, firstEndpoint } from '../../shared/remediation/adopt-endpoint.ts';
import { endpointSteps } from '../../shared/remediation/endpoint-steps.ts';
import { representativeKeys } from '../../shared/rules/representative-keys.ts';
import type { Subject } from '../../shared/rules/rule.ts';
import { governance } from '../rules/subject.ts';

const account = '111122223333';
const restricted = governance({
  perimeter: { endpointPolicy: 'restricted', admitted: [], deletionAccounts: [] },
});
const policy = (...Statement: readonly object[]) => JSON.stringify({ Statement });
const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', Action: 'kms:*', ...more });
const ours = { StringEquals: { 'aws:PrincipalAccount': account } };
const ourKeys = `arn:aws:kms:*:${account}:key/*`;
const good = policy(allow({ Resource: ourKeys, Condition: ours }));
const open = policy(allow({ Resource: '*' }));
const shut = policy({ ...allow({ Resource: '*' }), Effect: 'Deny' });

describe('The keys that stand for all', () => {
  const part = fc.constantFrom('*', '?', '1', '4', '9', 'a', '-');
  const segment = (fallback: string) =>
    fc.oneof(
      fc.constant(fallback),
      fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    );
  const accountPattern = fc.oneof(
    fc.constantFrom(account, '444455556666', '*', '4*', '?11122223333', '99999999999?', '1*3'),
    fc.array(fc.constantFrom('1', '4', '?'), { minLength: 12, maxLength: 12 }).map((parts) => parts.join('')),
  );
  const pattern = fc
    .tuple(segment('us-east-1'), accountPattern, segment('*'))
    .map(([region, owner, id]) => `arn:aws:kms:${region}:${owner}:key/${id}`);
  const arn = fc
    .tuple(
      fc.constantFrom('us-east-1', 'eu-west-1'),
      fc.oneof(
        fc.constantFrom(account, '444455556666', '999999999999', '411122223333'),
        fc.array(fc.constantFrom('1', '4', '7'), { minLength: 12, maxLength: 12 }).map((all) => all.join('')),
      ),
      fc
        .array(fc.constantFrom('1', '4', '9', 'a', '-'), { minLength: 1, maxLength: 8 })
        .map((all) => all.join('')),
    )
    .map(([region, owner, id]) => `arn:aws:kms:${region}:${owner}:key/${id}`);

  test('include one that an Allow is about wherever it is about some key, as well trusted', () => {
    fc.assert(
      fc.property(pattern, arn, (resource, key) => {
        const parsed = parsePolicy(policy(allow({ Resource: resource })), { account });
        const [statement] = parsed.statements;
        if (statement === undefined || !isAboutKey(statement, { ...parsed, key })) return;
        const keys = representativeKeys([parsed], [account], 'aws');
        const home = (each: string) => each.split(':')[4] === account;
        expect(
          keys.some(
            (each) => home(each.arn) === home(key) && isAboutKey(statement, { ...parsed, key: each.arn }),
          ),
        ).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('are keys of the accounts that they say', () => {
    fc.assert(
      fc.property(pattern, (resource) => {
        const parsed = parsePolicy(policy(allow({ Resource: resource })), { account });
        for (const key of representativeKeys([parsed], [account], 'aws')) {
          expect(key.arn).toMatch(/^arn:aws:kms:[a-z0-9\uE002-]+:[\d\uE002]{12}:key\/[a-z0-9\uE002-]+$/);
          expect(key.arn.split(':')[4]).toBe(key.account);
        }
      }),
    );
  });
});

type Over = Partial<Omit<Subject<'vpc-endpoint'>, 'baseline'>> & { readonly approved?: string };

function subjectOf({ approved, ...over }: Over = {}): Subject<'vpc-endpoint'> {
  const { baseline, ...start } = exampleSubject({ name: 'a test' }, 'vpc-endpoint');
  return {
    ...start,
    governance: restricted,
    ...over,
    ...(approved !== undefined && baseline && { baseline: { ...baseline, policy: approved } }),
  };
}

const snapshotWith = (text: string) => ({ ...subjectOf().snapshot, policy: text });

describe('What puts an endpoint right', () => {
  test('is its approved policy', () => {
    const subject = subjectOf({ snapshot: snapshotWith(open), approved: good });
    const endpointId = subject.snapshot.id;
    expect(endpointSteps('restore-endpoint-policy', subject)).toEqual({
      steps: [{ kind: 'put-endpoint-policy', endpointId, policy: good, replaces: open }],
    });
  });

  test.each([
    ['there is no approved policy', undefined, 'kms-guardian render vpc-endpoint-policy'],
    ['the approved policy itself breaks the standard', open, 'baseline version 1 itself breaks the standard'],
    ['the approved policy lets nobody through', shut, 'would stop'],
  ])('is nothing where %s', (_, approved, why) => {
    const subject = subjectOf({ snapshot: snapshotWith(open), ...(approved && { approved }) });
    expect(endpointSteps('restore-endpoint-policy', subject)).toEqual({ why: expect.stringContaining(why) });
  });

  test('is nothing for what is wrong with a key', () => {
    expect(endpointSteps('revert-policy', subjectOf({ approved: good }))).toHaveProperty('why');
  });
});

describe('The approved policy of an endpoint', () => {
  const changed = (operation: string, details: object, by = 'role/Deploy') => {
    const { change } = exampleSubject(
      { name: 'a change', change: { operation, by, details } },
      'vpc-endpoint',
    );
    return change ? { change } : {};
  };
  const adoptedFor = (over: Over) => adoptedEndpoint(subjectOf({ approved: good, ...over }), 0)?.policy;

  test('is first the one that it was created with, and not what it became since', () => {
    const created = changed('CreateVpcEndpoint', { policy: good }, 'role/Anyone');
    const subject = subjectOf({ snapshot: snapshotWith(open), ...created });
    expect(firstEndpoint(subject, 0)).toMatchObject({ policy: good, arn: subject.snapshot.arn });
  });

  test.each([
    ['breaks the standard', changed('CreateVpcEndpoint', { policy: open }), {}],
    ['is not told', changed('CreateVpcEndpoint', {}), {}],
    ['is known already', changed('CreateVpcEndpoint', { policy: good }), { approved: good }],
    ['was changed, not created', changed('ModifyVpcEndpoint', { policy: good }), {}],
  ])('is none where the policy %s', (_, change, over) => {
    expect(firstEndpoint(subjectOf({ ...change, ...over }), 0)).toBeUndefined();
  });

  test('is the one that a pipeline wrote, as it is live', () => {
    const live = `${good} `;
    const change = changed('ModifyVpcEndpoint', { policy: good });
    expect(adoptedFor({ ...change, snapshot: snapshotWith(live) })).toBe(live);
  });

  test.each([
    ['a person', changed('ModifyVpcEndpoint', { policy: good }, 'role/KeyOwner'), good],
    ['a pipeline, and another one is live', changed('ModifyVpcEndpoint', { policy: good }), shut],
    ['a pipeline that changed something else', changed('ModifyVpcEndpoint', {}), good],
    ['a pipeline that changed a security group', changed('ModifySecurityGroupRules', {}), good],
  ])('stays after a change by %s', (_, change, live) => {
    expect(adoptedFor({ ...change, snapshot: snapshotWith(live) })).toBeUndefined();
  });
});
