import type { Actor } from '../../shared/events/actor.ts';
import type { Change } from '../../shared/events/change.ts';
import { parseKeyArn } from '../../shared/events/decode.ts';
import { isOperation, readDetails } from '../../shared/events/operations.ts';
import { allRules } from '../../shared/rules/all.ts';
import type { AnyRule, Example, Rule, Subject, Violation } from '../../shared/rules/rule.ts';
import type { Scope, Snapshots } from '../../shared/rules/scope.ts';
import { loadStandard } from '../../shared/standard/load.ts';
import type { Governance } from '../../shared/standard/standard.ts';
import { account, document, scopeOf, startingBaselines, startingThings } from './starting-things.ts';

/** An example of a rule names an operation that changes no key. */
export class BadExample extends Error {
  readonly code = 'BAD_EXAMPLE';
  constructor(name: string, operation: string) {
    super(
      `The example "${name}" has the operation ${operation}, which is none of shared/events/operations.ts.`,
    );
    this.name = 'BadExample';
  }
}

/** What a rule looks at in an example: a thing that keeps to every rule, but for what the example says. */
export function exampleSubject<S extends Scope = 'key'>(
  example: Example<S>,
  // The scope of a key's rule is not written.
  scope = 'key' as S,
): Subject<S> {
  const { statements, approved } = example;
  const snapshot: Snapshots[S] = {
    ...startingThings[scope],
    ...(statements && { policy: document(statements) }),
    ...example.snapshot,
  };
  return {
    snapshot,
    ...(example.baseline !== 'none' && {
      baseline: {
        ...startingBaselines[scope],
        arn: snapshot.arn,
        version: 1,
        ...(approved && { policy: document(approved) }),
        adoptedAt: '2026-11-01T00:00:00Z',
        changeId: 'creation',
        by: actor('role/Deploy'),
        why: 'the key was created, and complies',
        ...example.baseline,
      },
    }),
    ...(example.history && { history: example.history }),
    ...(example.change && { change: changeOf(example.name, example.change, snapshot) }),
    governance: governanceOf(example.standard),
    at: Date.parse(now),
  };
}

/** What a rule finds in one of its own examples. */
export function findingsIn(rule: AnyRule, example: Example<Scope>): readonly Violation[] {
  return (rule as Rule<Scope>).check(exampleSubject<Scope>(example, scopeOf(rule)));
}

/** When everything in an example happens. */
const now = '2026-11-02T10:00:00Z';

const roles = `version: 1
roles:
  administrators: [role/KeyAdministrator]
  owners: [role/KeyOwner]
  users: [role/KeyUser]
  pipelines: [role/Deploy]
`;

const known = new Map<string, Governance>();

/** Examples share most standards, and to read one takes longer than to judge by it. */
function governanceOf(standard = ''): Governance {
  let governance = known.get(standard);
  if (governance === undefined) {
    const defaults = standard === '' ? '' : `defaults:\n${standard.replace(/^/gm, '  ')}\n`;
    const ruleIds = allRules.map(({ id }) => id);
    governance = loadStandard(roles + defaults, 'the standard of an example', { ruleIds }).defaults;
    known.set(standard, governance);
  }
  return governance;
}

function changeOf(
  name: string,
  { operation, by, key: named, through, details = {} }: NonNullable<Example['change']>,
  snapshot: Snapshots[Scope],
): Change {
  if (!isOperation(operation)) throw new BadExample(name, operation);
  const { region } = snapshot;
  const key = parseKeyArn(named ?? snapshot.arn);
  const written = ['PutKeyPolicy', 'CreateKey', 'ReplicateKey'].includes(operation);
  return {
    id: 'c217db1f-903f-4a2f-8f88-9580182d6313',
    service: 'kms',
    actor: { ...actor(by), ...(through && { service: through }) },
    at: now,
    account,
    region,
    ...(key && { key }),
    operation,
    details: {
      ...readDetails(operation, {}, {}),
      ...(written && 'policy' in snapshot ? { policy: snapshot.policy } : {}),
      ...details,
    },
    // The operation and its details belong together, which TypeScript cannot see of a variable.
  } as Change;
}

/** `role/NAME`, `user/NAME` or `root` of the key's account, a full ARN, or an AWS service. */
function actor(by: string): Actor {
  if (by.endsWith('.amazonaws.com')) return { kind: 'service', service: by };
  const full = by.startsWith('arn:') ? by : `arn:aws:iam::${account}:${by}`;
  const [, owner = account, kind] = /^arn:[^:]+:iam::(\d{12}):(root|user|role)\b/.exec(full) ?? [];
  return { kind: kind === 'root' || kind === 'user' ? kind : 'role', arn: full, account: owner };
}
