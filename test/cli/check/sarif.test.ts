import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BuiltCommand } from '../built-command.ts';
import { broken, clean, open, standard } from './documents.ts';

type Place = {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number };
  };
};
type Text = { readonly text: string };
type Log = {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: Text;
          readonly fullDescription: Text;
          readonly help: Text;
          readonly helpUri: string;
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly object[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: Text;
      readonly locations: readonly Place[];
      readonly partialFingerprints: { readonly primaryLocationLineHash: string };
    }[];
  }[];
};

let command: BuiltCommand;

beforeAll(async () => {
  command = await BuiltCommand.build();
  await command.file('standard.yaml', standard);
}, 60_000);
afterAll(() => command.remove());

async function sarif(...names: readonly string[]) {
  const options = ['--account', '111122223333', '--standard', 'standard.yaml', '--format', 'sarif'];
  const { code, out } = await command.run(['check', ...names, ...options]);
  const log = JSON.parse(out) as Log;
  const [run] = log.runs;
  if (run === undefined) throw new Error('SARIF without a run');
  return { code, log, run };
}

/** https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
test('it has every property that code scanning requires', async () => {
  const { code, log, run } = await sarif(await command.file('a key.json', JSON.stringify(broken, null, 2)));
  expect(code).toBe(1);
  expect(log).toMatchObject({ version: '2.1.0', $schema: expect.stringContaining('sarif-2.1.0') });
  const { name, rules } = run.tool.driver;
  expect(name).toBe('kms-guardian');
  for (const rule of rules) {
    for (const { text } of [rule.shortDescription, rule.fullDescription, rule.help])
      expect(text).not.toBe('');
    expect(new URL(rule.helpUri).protocol).toBe('https:');
    expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration.level);
  }
  expect(run.results.length).toBeGreaterThan(0);
  for (const result of run.results) {
    expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    const [place] = result.locations;
    expect(place?.physicalLocation.artifactLocation.uri).toBe('a%20key.json');
    expect(place?.physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
    expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}:\d+$/);
  }
});

test('an alert keeps its fingerprint when lines move, and no two alerts share one', async () => {
  const prints = async (text: string) => {
    const { run } = await sarif(await command.file('moved.json', text));
    return run.results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  };
  const twice = { ...broken, Statement: [...broken.Statement, open] };
  const before = await prints(JSON.stringify(twice));
  expect(await prints(`\n\n${JSON.stringify(twice, null, 4)}`)).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});

test('without findings it is a run without results, which closes alerts', async () => {
  const { code, run } = await sarif(await command.file('clean.json', JSON.stringify(clean)));
  expect([code, run.results, run.invocations[0]?.executionSuccessful]).toEqual([0, [], true]);
});

test('what could not be judged is told as a notification', async () => {
  const { code, run } = await sarif(await command.file('bad.json', '{'));
  expect(code).toBe(2);
  expect(run.invocations[0]).toMatchObject({
    executionSuccessful: false,
    toolExecutionNotifications: [
      { level: 'error', message: { text: expect.stringContaining('bad.json:1:2') } },
    ],
  });
});
