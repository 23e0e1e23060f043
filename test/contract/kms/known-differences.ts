import { type KnownDifference, taken } from '../known-difference.ts';

const api = 'https://docs.aws.amazon.com/kms/latest/APIReference/';
const guide = 'https://docs.aws.amazon.com/kms/latest/developerguide/';

const keys: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${api}API_KeyMetadata.html`,
    aws: 'KeyUsage and MultiRegion are members of every key; MacAlgorithms of keys of HMAC, EncryptionAlgorithms only of keys that encrypt; KeyState is PendingImport until there is material.',
    seen: {
      'a key made without saying anything is a symmetric one of KMS, enabled, with no tags or description': {
        Enabled: true,
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: undefined,
        Origin: 'AWS_KMS',
        KeyManager: 'CUSTOMER',
        MultiRegion: undefined,
        Description: '',
      },
      'a key of HMAC says its algorithm': [undefined, ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']],
      'a key whose material is to be imported waits for it': {
        Enabled: true,
        KeyState: 'Enabled',
        Origin: 'EXTERNAL',
      },
      'a key that waits for its material is not enabled': taken,
    },
  },
  {
    of: 'moto',
    page: `${api}API_CreateKey.html`,
    aws: 'KeyUsage is optional for symmetric encryption keys only, and each key spec has its usages.',
    seen: {
      'a key spec that is not symmetric wants a usage said': taken,
      'a usage that the key spec has not is refused': taken,
    },
  },
  {
    of: 'moto',
    page: `${api}API_DescribeKey.html`,
    aws: 'A key of another account is described to those whom its policy lets in; to others access is denied.',
    seen: {
      'somebody of another account whom the key policy does not let in may not describe the key':
        'NotFoundException',
    },
  },
  {
    of: 'moto',
    page: `${api}API_ListKeys.html`,
    aws: 'KMS returns no more than Limit keys, and throws InvalidMarkerException for a marker that is not valid.',
    seen: {
      'keys are listed so many at a time as asked': [false, false, true],
      'keys are listed from a marker that KMS gave, and from no other': taken,
    },
  },
];

const states: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${guide}key-state.html`,
    aws: 'The table of key states: what fails for a disabled key, and for one that is pending deletion.',
    seen: {
      'a disabled key encrypts nothing': taken,
      'a disabled key takes no rotation': taken,
      'a disabled key takes no grant': taken,
      'a key pending deletion encrypts nothing': taken,
      'a key pending deletion is not enabled': taken,
      'a key pending deletion is not disabled': taken,
      'a key pending deletion takes no rotation': taken,
      'a key pending deletion takes no grant': taken,
      'a key pending deletion takes no tags': taken,
      'a key pending deletion takes no description': taken,
      'a deletion is not scheduled twice': taken,
      'a deletion that was not scheduled is not cancelled': taken,
    },
  },
  {
    of: 'moto',
    page: `${api}API_ScheduleKeyDeletion.html`,
    aws: 'The waiting period is from 7 to 30 days; the answer has the ARN of the key, its state, the date and the period.',
    seen: {
      'a waiting period of 6 days is refused': taken,
      'a waiting period of 31 days is refused': taken,
      'scheduling answers the ARN, the state, the date and the period': [false, undefined, 7, undefined],
    },
  },
  {
    of: 'moto',
    page: `${api}API_CancelKeyDeletion.html`,
    aws: 'The answer has the ARN of the key.',
    seen: {
      'a key whose deletion is cancelled is disabled, and has no date any more': [
        false,
        'Disabled',
        undefined,
      ],
    },
  },
];

const policies: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${api}API_PutKeyPolicy.html`,
    aws: 'The name of the policy is optional, and default. The policy must let its writer put another, unless the check is bypassed; it must be well formed, and a longer one than allowed is a LimitExceededException.',
    seen: {
      'the policy need not be named to be put': 'NotFoundException',
      'what is not JSON is no policy': taken,
      'a policy needs a statement': taken,
      'a statement needs a principal': taken,
      'an effect is Allow or Deny': taken,
      'a policy of more than 32 KB is refused': taken,
      'a policy that its writer could not change again is refused': taken,
      'a key is not made with a policy that its maker could not change again': taken,
      'a policy that was refused changes nothing': false,
    },
  },
  {
    of: 'moto',
    page: `${api}API_GetKeyPolicy.html`,
    aws: 'The name of the policy is optional, and default.',
    seen: {
      'the policy is called default, and need not be named to be read': [['default'], 'NotFoundException'],
    },
  },
];

const rotation: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${api}API_EnableKeyRotation.html`,
    aws: 'The period is from 90 to 2560 days, and only symmetric encryption keys rotate by themselves.',
    seen: {
      'a period of 89 days is refused': taken,
      'a period of 2561 days is refused': taken,
      'an asymmetric key does not rotate by itself': taken,
      'a key of HMAC does not rotate by itself': taken,
    },
  },
  {
    of: 'moto',
    page: `${api}API_GetKeyRotationStatus.html`,
    aws: 'The answer has the period and the next date where automatic rotation is on.',
    seen: {
      'a key rotates every 365 days unless said otherwise, and says when next': {
        KeyRotationEnabled: true,
        RotationPeriodInDays: undefined,
        dated: false,
      },
      'the period is the last that was asked for': undefined,
    },
  },
];

const tagged: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${api}API_Tag.html`,
    aws: 'A tag key has at most 128 characters, a value at most 256.',
    seen: {
      'a tag key of 129 characters is refused': [taken, taken],
      'a tag value of 257 characters is refused': [taken, taken],
    },
  },
  {
    of: 'moto',
    page: `${api}API_TagResource.html`,
    aws: 'A tag key that is not valid, or is given twice, is a TagException, and so are more than 50 tags.',
    seen: {
      'a tag of AWS’s own is refused': [taken, taken],
      'a tag given twice is refused': [taken, taken],
      'a list of 51 tags is refused': [taken, taken],
    },
  },
];

const grants: readonly KnownDifference[] = [
  {
    of: 'moto',
    page: `${api}API_CreateGrant.html`,
    aws: 'A request with the same name and parameters answers the grant that is there; operations are those that grants can give.',
    seen: {
      'a grant of the same name and content is the same grant, and one without a name is a new one': [
        false,
        false,
      ],
      'a grant is for operations that a grant can give': taken,
    },
  },
  {
    of: 'moto',
    page: `${api}API_ListGrants.html`,
    aws: 'Each entry has the ARN of the key, the issuing account and the date; a grantee principal filters, Limit limits.',
    seen: {
      'a grant is listed as it was made, and with the account that made it': [
        [
          true,
          false,
          'app',
          'arn:aws:iam::444455556666:role/Partner',
          true,
          ['Encrypt', 'Decrypt'],
          { EncryptionContextSubset: { Department: 'IT' } },
          false,
          false,
        ],
      ],
      'grants are listed for one grantee': 2,
      'grants are listed so many at a time as asked': [2, false],
    },
  },
  {
    of: 'moto',
    page: `${api}API_RetireGrant.html`,
    aws: 'A grant may be retired by its retiring principal, who may be of another account; the list has the ARN of the key.',
    seen: { 'a grant is listed for, and retired by, whom it names': [false, 'answered', 1] },
  },
];

export const kmsDifferences: readonly KnownDifference[] = [
  ...keys,
  ...states,
  ...policies,
  ...rotation,
  ...tagged,
  ...grants,
];
