import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RenderError } from '../../shared/render/render-error.ts';
import { vpcEndpointPolicyOf } from '../../shared/render/vpc-endpoint-policy.ts';
import { judgeEndpointPolicy, letsSomebodyThrough } from '../../shared/rules/endpoint-policy.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { place } from '../render/judged.ts';
import { randomGovernance } from '../render/random-standard.ts';
import { governance } from '../rules/subject.ts';

const restricted = (asked: Governance): Governance => ({
  ...asked,
  perimeter: { ...asked.perimeter, endpointPolicy: 'restricted' },
});

/** Undefined where the standard contradicts itself, or lets nobody in. */
function renderedFor(...asked: readonly Governance[]): string | undefined {
  try {
    return vpcEndpointPolicyOf(asked, place).text;
  } catch (error) {
    if (error instanceof RenderError) return undefined;
    throw error;
  }
}

describe('The endpoint policy that is rendered', () => {
  test('keeps to the rule, and lets somebody through, whatever the standard', () => {
    let rendered = 0;
    fc.assert(
      fc.property(randomGovernance, fc.array(randomGovernance, { maxLength: 1 }), (asked, others) => {
        const text = renderedFor(asked, ...others);
        if (text === undefined) return;
        rendered += 1;
        expect(judgeEndpointPolicy(text, place, restricted(asked))).toEqual([]);
        expect(letsSomebodyThrough(text, place)).toBe(true);
      }),
      { numRuns: 200 },
    );
    expect(rendered).toBeGreaterThan(50);
  }, 60_000);

  test('lets users of accounts that nobody named through as long as these are in the organization', () => {
    const least = governance();
    const outsider = 'arn:aws:iam::777788889999:role/App';
    const asked = governance({
      roles: { ...least.roles, users: ['role/KeyUser', outsider] },
      trust: { accounts: [], organizations: ['o-a1b2c3d4e5'] },
    });
    const { document } = vpcEndpointPolicyOf([asked], place);
    expect(document.Statement.map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/KeyUser'] } },
      {
        ArnLike: { 'aws:PrincipalArn': [outsider] },
        StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] },
      },
    ]);
  });
});
