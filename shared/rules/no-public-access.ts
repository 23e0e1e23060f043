import { outsiders } from '../policy/exposure.ts';
import { parsePolicy } from '../policy/parse.ts';
import { PolicyError } from '../policy/policy-error.ts';
import type { Rule } from './rule.ts';

/** What AWS calls public: access that no fixed value of who, where from or on whose behalf limits. */
export const noPublicAccess: Rule = {
  id: 'no-public-access',
  title: 'No key is open to the public',
  severity: 'critical',
  area: 'policy',
  rationale:
    'A statement for any principal, limited by nothing fixed, gives the data to everybody with an AWS account.',
  fix: 'Name the principals, or limit the statement to your account or organization.',
  check({ snapshot }) {
    try {
      const policy = parsePolicy(snapshot.policy, { account: snapshot.account, key: snapshot.arn });
      const open = outsiders(policy, { accounts: [] }).filter(({ anyone }) => anyone);
      if (open.length === 0) return [];
      return [
        {
          message: 'The key policy opens the key to everybody.',
          evidence: open.map(({ text }) => text),
          statements: open.map(({ statement }) => statement.index),
          remedy: 'revert-policy',
        },
      ];
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const message = 'The key policy cannot be read, so it counts as open to everybody.';
      return [{ message, evidence: [error.message], remedy: 'revert-policy' }];
    }
  },
};
