import { AccountCallers, type ArnPattern, accountHead } from './account-callers.ts';
import { DEAD } from './automaton.ts';
import type { Budget } from './budget.ts';
import { type CallerClass, NO_CONTEXT } from './caller-class.ts';
import { ACCOUNT_KEYS, type CallerNames } from './caller-names.ts';
import { lastPart, resumed, run, statesOf } from './component.ts';
import { ACCOUNT, SERVICE } from './language.ts';
import { textClasses } from './text-classes.ts';
import type { ValueTest } from './value-test.ts';

/** The tests that conditions make of a key's values; the key in lower case. */
export type TestsOf = (key: string) => readonly ValueTest[];

/** All classes of callers that two policies may tell apart, each once; throws TooManyCases. */
export function allCallers(names: CallerNames, testsOf: TestsOf, budget: Budget): readonly CallerClass[] {
  const arns = byHead(patternsOf(testsOf, 'aws:principalarn'));
  const callers = new AccountCallers({ names, ...arns, usernames: usernames(testsOf) }, budget);
  const inAccounts = [...names.partitions].flatMap((partition) =>
    accountsIn(partition, names, arns.wild, testsOf, budget).flatMap((account) =>
      callers.of(partition, account),
    ),
  );
  return [...inAccounts, ...services(names, testsOf, budget), ...providers(names)];
}

const patternsOf = (testsOf: TestsOf, key: string) => testsOf(key).flatMap(({ patterns }) => patterns);
const automataOf = (testsOf: TestsOf, key: string) =>
  patternsOf(testsOf, key).map(({ automaton }) => automaton);

function byHead(patterns: readonly ArnPattern[]) {
  const fixed = new Map<string, ArnPattern[]>();
  const wild: ArnPattern[] = [];
  for (const pattern of patterns) {
    if (pattern.prefix.split(':').length < 6) {
      wild.push(pattern);
    } else {
      const head = accountHead(pattern.prefix);
      fixed.set(head, [...(fixed.get(head) ?? []), pattern]);
    }
  }
  return { fixed, wild };
}

function usernames(testsOf: TestsOf) {
  return {
    lastParts: new Set(testsOf('aws:username').flatMap(({ texts }) => [...texts])),
    patterns: automataOf(testsOf, 'aws:username').map((automaton) => lastPart(automaton, '/')),
  };
}

/** An account of each class: as patterns on accounts tell them apart, and what patterns on ARNs make of them. */
function accountsIn(
  partition: string,
  { accounts: texts }: CallerNames,
  wild: readonly ArnPattern[],
  testsOf: TestsOf,
  budget: Budget,
): readonly string[] {
  const arns = ['iam', 'sts'].flatMap((service) =>
    wild.flatMap(({ automaton }) => {
      const state = run(automaton, automaton.start, `arn:${partition}:${service}::`);
      return state === DEAD ? [] : statesOf(automaton, state, ':');
    }),
  );
  const accounts = ACCOUNT_KEYS.flatMap((key) => automataOf(testsOf, key));
  return textClasses({ texts, patterns: [...accounts, ...arns] }, ACCOUNT, budget).map(({ text }) => text);
}

const ENDINGS = ['.amazonaws.com', '.amazonaws.com.cn'];

function services(names: CallerNames, testsOf: TestsOf, budget: Budget): CallerClass[] {
  const automata = automataOf(testsOf, 'aws:principalservicename');
  return ENDINGS.flatMap((ending) => {
    const own = [...names.services].filter((name) => name.endsWith(ending));
    // Services of the China Regions that nothing tells from others are like those others.
    if (ending === '.amazonaws.com.cn' && own.length + automata.length === 0) return [];
    const texts = new Set(own.map((name) => name.slice(0, -ending.length)));
    const patterns = automata.map((automaton) => resumed(automaton, automaton.start, ending));
    return textClasses({ texts, patterns }, SERVICE, budget).map(({ text, named }) =>
      outsideAccounts('service', `${text}${ending}`, named),
    );
  });
}

function providers({ providers: named, partitions }: CallerNames): CallerClass[] {
  const [partition = 'aws'] = partitions;
  const [other = ''] = ['Other', 'AnyOther']
    .map((name) => `arn:${partition}:iam::444455556666:saml-provider/${name}`)
    .filter((each) => !named.has(each));
  const listed = [...named].filter((name) =>
    /^arn:aws[\w-]*:iam::\d{12}:(saml|oidc)-provider\/.+$/.test(name),
  );
  return [
    ...listed.map((name) => outsideAccounts('federated', name, true)),
    outsideAccounts('federated', other, false),
  ];
}

function outsideAccounts(kind: 'service' | 'federated', name: string, named: boolean): CallerClass {
  return {
    caller: { kind, arn: name, name },
    named,
    exact: named,
    knownAccount: false,
    context: NO_CONTEXT,
  };
}
