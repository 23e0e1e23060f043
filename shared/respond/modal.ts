import { slackPlainText } from '../alerts/slack/text.ts';
import { recordAt, textAt } from '../events/json.ts';
import type { Beneath } from './interaction.ts';

type Json = Readonly<Record<string, unknown>>;

/** The modal's `callback_id`. */
export const exemptionView = 'exempt';

/** The blocks that ask, each with an action of the same name. */
export const questions = { why: 'why', hours: 'hours' } as const;

/** A reason that says less is none; Slack's own fields may be longer than anybody reads. */
export const reasonLength = { least: 5, most: 500 } as const;

/** For how many hours something may be exempted: the standard's own length, and those about it. */
export function lengthsOffered(usual: number): readonly number[] {
  const longest = Math.max(24, usual);
  const all = [1, 4, 8, 24, usual].filter((hours) => hours <= longest);
  return [...new Set(all)].sort((a, b) => a - b);
}

/**
 * The modal that asks why something is to be exempt, and for how long.
 *
 * @see https://docs.slack.dev/reference/views/modal-views
 */
export function exemptionModal({
  beneath,
  about,
  rules,
  usualHours,
}: {
  readonly beneath: Beneath;
  /** The thing, by its name. */
  readonly about: string;
  readonly rules: readonly string[];
  readonly usualHours: number;
}): Json {
  const said = `What these rules find is told and not put right, while the exemption lasts: ${rules.join(', ')}. On ${about}.`;
  return {
    type: 'modal',
    callback_id: exemptionView,
    private_metadata: JSON.stringify(beneath),
    title: plain('Exempt for a while'),
    submit: plain('Exempt'),
    close: plain('Cancel'),
    blocks: [
      { type: 'section', text: plain(slackPlainText(said, 2_900)) },
      {
        type: 'input',
        block_id: questions.why,
        label: plain('Why? Everybody will see it.'),
        element: {
          type: 'plain_text_input',
          action_id: questions.why,
          multiline: true,
          min_length: reasonLength.least,
          max_length: reasonLength.most,
        },
      },
      {
        type: 'input',
        block_id: questions.hours,
        label: plain('For how long?'),
        element: {
          type: 'static_select',
          action_id: questions.hours,
          options: lengthsOffered(usualHours).map(option),
          initial_option: option(usualHours),
        },
      },
    ],
  };
}

/** What was answered; empty where nothing was. Whether that will do is for others to say. */
export function readAnswers(view: Json): { readonly why: string; readonly hours: string } {
  const values = recordAt(recordAt(view, 'state'), 'values');
  const answer = (block: string) => recordAt(recordAt(values, block), block);
  return {
    why: textAt(answer(questions.why), 'value')?.trim() ?? '',
    hours: textAt(recordAt(answer(questions.hours), 'selected_option'), 'value') ?? '',
  };
}

/** Tells what is wrong with an answer, beside it: the modal stays open. */
export const complaint = (question: keyof typeof questions, what: string): Json => ({
  response_action: 'errors',
  errors: { [questions[question]]: what },
});

const option = (hours: number) => ({
  text: plain(hours === 1 ? '1 hour' : `${hours} hours`),
  value: String(hours),
});

const plain = (words: string) => ({ type: 'plain_text', text: words, emoji: false });
