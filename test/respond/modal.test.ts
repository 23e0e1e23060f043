import { describe, expect, test } from '@jest/globals';
import { viewProblem } from '../../sandbox/slack/view.ts';
import { exemptionModal, lengthsOffered, readAnswers } from '../../shared/respond/modal.ts';

describe('the form that asks for a reason', () => {
  const modal = (rules: readonly string[]) =>
    exemptionModal({
      beneath: {
        arn: 'a'.repeat(1_700),
        changeId: 'c'.repeat(300),
        responseUrl: 'https://hooks.slack.com/x',
      },
      about: 'alias/\u202epayments',
      rules,
      usualHours: 8,
    });

  test('is one that Slack takes, however long the names in it are', () => {
    expect(viewProblem(modal(['policy-drift']))).toBeUndefined();
    expect(viewProblem(modal(Array.from({ length: 400 }, () => 'a-rule-with-a-name')))).toBeUndefined();
  });

  test('hides nothing', () => {
    expect(JSON.stringify(modal([]))).not.toContain('\u202e');
  });

  test('offers the usual length, and shorter and longer ones', () => {
    expect(lengthsOffered(8)).toEqual([1, 4, 8, 24]);
    expect(lengthsOffered(2)).toEqual([1, 2, 4, 8, 24]);
    expect(lengthsOffered(72)).toEqual([1, 4, 8, 24, 72]);
  });
});

describe('what was answered', () => {
  test('is read, without blanks around it', () => {
    const values = {
      why: { why: { type: 'plain_text_input', value: '  incident 42\n' } },
      hours: { hours: { type: 'static_select', selected_option: { value: '8' } } },
    };
    expect(readAnswers({ state: { values } })).toEqual({ why: 'incident 42', hours: '8' });
  });

  test.each([
    ['nothing', {}],
    ['null', { state: null }],
    [
      'answers of another kind',
      { state: { values: { why: [], hours: { hours: { selected_option: null } } } } },
    ],
  ])('of %s is empty', (_, view) => {
    expect(readAnswers(view)).toEqual({ why: '', hours: '' });
  });
});
