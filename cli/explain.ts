import { Command } from 'commander';
import { allRules } from '../shared/duties.ts';
import { closest } from '../shared/standard/closest.ts';
import { entryOf, rulesByArea } from './explain/catalogue.ts';
import { rulesText, ruleText } from './explain/rule-text.ts';
import { formatOption } from './policy-file.ts';

type Options = { readonly format: 'text' | 'json' };

/** No rule has the name that was asked for. */
export class UnknownRule extends Error {
  readonly code = 'UNKNOWN_RULE';
  constructor(id: string, near: readonly string[]) {
    const guess = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
    super(`There is no rule "${id}".${guess} "kms-guardian explain" lists all rules.`);
    this.name = 'UnknownRule';
  }
}

/** `explain RULE`: why, what it checks, how to fix. Without a rule, all of them. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('a rule: why, what it checks, how to fix; without a rule, the list of all')
    .argument('[rule]', 'the rule, for example no-public-access')
    .addOption(formatOption())
    .action(async (id: string | undefined, { format }: Options) => {
      const text = id === undefined ? listAll(format) : await explain(id, format);
      process.stdout.write(`${text}\n`);
    });
}

function listAll(format: Options['format']): string {
  return format === 'json' ? JSON.stringify(rulesByArea, null, 2) : rulesText(rulesByArea);
}

async function explain(id: string, format: Options['format']): Promise<string> {
  const rule = allRules.find((each) => each.id === id);
  if (rule === undefined) throw new UnknownRule(id, nearest(id));
  const entry = await entryOf(rule);
  if (format === 'text') return ruleText(entry);
  const { wrong, right } = entry;
  return JSON.stringify({ ...rule, examples: { wrong, right } }, null, 2);
}

/** Up to three rules whose names are near in letters, or hold what was typed. */
function nearest(id: string): readonly string[] {
  const found = new Set<string>();
  for (;;) {
    const next = closest(
      id,
      allRules.map((rule) => rule.id).filter((known) => !found.has(known)),
    );
    if (next === undefined) break;
    found.add(next);
  }
  const word = id.toLowerCase();
  const holding =
    word.length < 3 ? [] : allRules.map((rule) => rule.id).filter((known) => known.includes(word));
  return [...new Set([...found, ...holding])].slice(0, 3);
}
