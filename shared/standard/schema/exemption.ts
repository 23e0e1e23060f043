import { z } from 'zod';
import { isExemptible } from '../exempt.ts';
import { quote, says } from './complaint.ts';
import { principals } from './principal.ts';
import { oneOf, text } from './value.ts';

const key = text(
  /^alias\/.|^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
  'is no key',
  'write its ARN, or an alias such as alias/payments-* (* and ? allowed)',
);

const until = z.iso.datetime({
  error: ({ input }) =>
    says(`is no time: ${quote(input)}`, 'write day and time in UTC, for example 2026-12-31T18:00:00Z'),
});

const said = text(/\S/, 'says nothing', 'write a few words');

/** A rule that may be excused; the rest is told apart from what is no rule at all. */
function rule(ruleIds: readonly string[]) {
  return oneOf(ruleIds.filter(isExemptible), 'rule', (input) =>
    ruleIds.includes(input) && !isExemptible(input)
      ? says(
          `is a rule that nothing is excused from: ${quote(input)}`,
          'remove it: without what it asks, an exemption could not be seen, or not end',
        )
      : undefined,
  );
}

/** Break-glass, given the rules that exist. It must be of somebody or of a key, and it must end. */
export const exemption = (ruleIds: readonly string[]) =>
  z
    .strictObject({
      rules: z
        .array(rule(ruleIds))
        .optional()
        .describe('The rules it excuses from. Empty: every rule that can be.'),
      principals: principals.optional().describe("Whose changes it excuses. Empty: anybody's."),
      keys: z.array(key).optional().describe('Which keys it is for: ARNs or aliases. Empty: any.'),
      owner: said.describe('Who answers for it.'),
      reason: said.describe('Why it is needed.'),
      until: until.describe('When it ends, in UTC.'),
    })
    .refine(({ principals: who = [], keys = [] }) => who.length + keys.length > 0, {
      error: () => says('would excuse everybody, everywhere', 'name principals or keys'),
    });
