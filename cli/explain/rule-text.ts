import type { AnyRule } from '../../shared/rules/rule.ts';
import type { Entry, Shown } from './catalogue.ts';
import { describeControls } from './controls.ts';
import { capitalised, partsOf } from './describe-example.ts';

/** A rule explained on a terminal. */
export function ruleText({ rule, wrong, right }: Entry): string {
  const controls = describeControls(rule.controls);
  return [
    `${rule.id}: ${rule.title}`,
    `${rule.severity}, ${rule.area}`,
    section('Why', [rule.rationale]),
    section('How to fix', [rule.fix]),
    section(
      'Wrong',
      wrong.map((each) => shownText(each, rule)),
    ),
    section(
      'Right',
      right.map((each) => shownText(each, rule)),
    ),
    ...(controls.length === 0 ? [] : [section('Serves', controls)]),
  ].join('\n');
}

/** All rules, a line each. */
export function rulesText(rules: readonly AnyRule[]): string {
  const widest = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, severity, area, title }) =>
      [id.padEnd(widest), severity.padEnd(8), area.padEnd(10), title].join('  '),
    )
    .join('\n');
}

function section(heading: string, lines: readonly string[]): string {
  return [`\n${heading}`, ...lines.map((line) => indent(line, 2))].join('\n');
}

function shownText({ example, found }: Shown, { scope }: AnyRule): string {
  const parts = partsOf(example, scope).map(({ label, text }) =>
    text.includes('\n') ? `${label}:\n${indent(text, 2)}` : `${label}: ${text}`,
  );
  const lines = [...parts, ...found.map(({ message }) => `Found: ${message}`)];
  return [capitalised(example.name), ...lines.map((line) => indent(line, 2))].join('\n');
}

const indent = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));
