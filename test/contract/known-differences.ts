import { kmsDifferences } from './kms/known-differences.ts';
import { type KnownDifference, taken } from './known-difference.ts';

const messages: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: 'https://docs.aws.amazon.com/sns/latest/api/API_Publish.html',
    aws: 'A subject has no line breaks, a message is not empty, one for each protocol has a default, and a parameter that breaks a constraint is ParameterValueInvalid.',
    seen: {
      'a subject of two lines is refused': taken,
      'an empty message is refused': taken,
      'a message for each protocol needs one for the others': taken,
      'an attribute of another type is refused': 'InvalidParameterException',
      'an attribute without a value is refused': 'InvalidParameterException',
    },
  },
];

const items: readonly KnownDifference[] = [
  {
    of: 'sandbox',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html',
    aws: 'ReturnValuesOnConditionCheckFailure: ALL_OLD returns the item with the error. dynalite ignores it, and the ledger does not ask for it.',
    seen: {
      'a write that was refused answers the item that is there, where it is asked to': undefined,
    },
  },
];

/** Every known difference; a case that is not here has to be as AWS is. */
export const knownDifferences: readonly KnownDifference[] = [...kmsDifferences, ...messages, ...items];
