/** The key-policy language as a library: `import { parsePolicy } from 'kms-guardian/policy'`. */
export { comparePolicies } from './compare.ts';
export type { AccessChange, Comparison, Relation, Undecided } from './comparison.ts';
export { type Decision, decide } from './decide.ts';
export { type KeyPlace, parsePolicy } from './parse.ts';
export type { Context, Level, Policy, Request, Statement, StatementReference } from './policy.ts';
export { type KmsAnswer, PolicyError, type PolicyErrorCode } from './policy-error.ts';
export { type Capability, whoCan } from './who-can.ts';
