import { said } from '../clip.ts';
import { inSeconds } from '../instant.ts';
import { describeOutcomes } from '../message/outcome-words.ts';
import { severityMarks } from '../message/severity-marks.ts';
import type { Summary } from '../summary.ts';
import { field, firstThatFits, mrkdwn, type SlackBlock, titled } from './layout.ts';
import { slackLines, slackProse } from './text.ts';

const rooms = [
  { field: 180, worst: 2800, more: 600 },
  { field: 60, worst: 900, more: 200 },
];

/** What comes below the headline of a summary. */
export function summaryBlocks(summary: Summary): readonly SlackBlock[] {
  const { severity, count, since, until, account, region, outcomes, worst, more } = summary;
  const { mark, word } = severityMarks[severity];
  return firstThatFits(rooms, (room) => [
    {
      type: 'section',
      fields: [
        field('Worst', `${mark} ${word}`, room.field),
        field('Changes', String(count), room.field),
        field('From', inSeconds(since), room.field),
        field('To', inSeconds(until), room.field),
        field('Account', account ?? 'several', room.field),
        field('Region', region ?? 'several', room.field),
      ],
    },
    ...titled('How they ended', slackProse(describeOutcomes(outcomes), 600), true),
    ...titled('The worst', slackLines(worst.map(lineOf), room.worst, slackProse, count - worst.length), true),
    { type: 'context', elements: [mrkdwn(slackProse(said(more, room.more), room.more))] },
  ]);
}

const lineOf = ({ severity, headline, at }: Summary['worst'][number]) =>
  `${severityMarks[severity].mark} ${headline} (${inSeconds(at)})`;
