/** The sandbox as a library: built to `dist/sandbox.mjs`. */
export { matchesPattern } from './eventbridge/pattern.ts';
export { PatternError } from './eventbridge/pattern-error.ts';
export { DeploymentError, readDeployment } from './eventbridge/rules.ts';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
