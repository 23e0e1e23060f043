import { inSeconds } from '../instant.ts';
import { describeOutcomes } from '../message/outcome-words.ts';
import { severityMarks } from '../message/severity-marks.ts';
import type { Summary, SummaryLine } from '../summary.ts';

/** A summary as text of at most so many bytes: what an e-mail shows. It lists all, where all are at hand and there is room. */
export function summaryText(summary: Summary, maximumBytes = Number.POSITIVE_INFINITY): string {
  const { headline, severity, count, since, until, account, region, outcomes, worst, all, more } = summary;
  const lines = all ?? worst;
  const above = [
    headline,
    '',
    `Worst:       ${severity}`,
    `Changes:     ${count}, from ${inSeconds(since)} to ${inSeconds(until)}`,
    `Where:       ${account ?? 'several accounts'}, ${region ?? 'several Regions'}`,
    `They ended:  ${describeOutcomes(outcomes)}`,
    ...(lines.length === 0 ? [] : ['', lines.length < count ? 'The worst' : 'All of them, the worst first']),
  ];
  const room = maximumBytes - bytesOf([...above, '', more, counted(count)]);
  const listed = thatFit(lines.map(lineOf), room);
  const left = count - listed.length;
  return [...above, ...listed, ...(left > 0 ? [counted(left)] : []), '', more].join('\n');
}

/** The second line is for whoever looks it up. */
const lineOf = ({ severity, headline, at, arn, changeId }: SummaryLine) =>
  `  - ${severityMarks[severity].word}: ${headline}\n      at ${inSeconds(at)}, ${arn}, change ${changeId}`;

const counted = (left: number) => `  ... and ${left} more`;

const bytesOf = (lines: readonly string[]) =>
  lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);

function thatFit(lines: readonly string[], room: number): readonly string[] {
  let left = room;
  const more = lines.findIndex((line) => {
    left -= bytesOf([line]);
    return left < 0;
  });
  return more < 0 ? lines : lines.slice(0, more);
}
