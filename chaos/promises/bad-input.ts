import type { Promised } from './promise.ts';

export const badInput: Promised = {
  name: 'bad-input',
  promise: 'What is no event ends in a dead-letter queue, where a person looks.',
  broken: ({ garbage, deadLetters }) =>
    garbage.filter((text) => !deadLetters.includes(text)).map((text) => `${text} is in no dead-letter queue`),
};
