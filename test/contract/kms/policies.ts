import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  ListKeyPoliciesCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { type Case, ending, type Subject, type Target } from '../target.ts';
import { newKeyId } from './new-key.ts';
import { accountPolicy, everything, policyOf } from './policy.ts';

const put = ({ kms }: Target, KeyId: string, Policy: string, more: { bypass?: boolean } = {}) =>
  kms.send(
    new PutKeyPolicyCommand({
      KeyId,
      PolicyName: 'default',
      Policy,
      ...(more.bypass === undefined ? {} : { BypassPolicyLockoutSafetyCheck: more.bypass }),
    }),
  );

const get = async ({ kms }: Target, KeyId: string): Promise<unknown> => {
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  return JSON.parse(Policy ?? '');
};

/** Nobody of this account but the role may do anything: not the one who puts it, and nobody by IAM. */
const lockout = (account: string) =>
  policyOf(everything('arn:aws:iam::444455556666:root'), {
    ...everything(`arn:aws:iam::${account}:root`),
    Action: 'kms:Describe*',
  });

const malformed = 'MalformedPolicyDocumentException';

const refused = (name: string, policy: (account: string) => string, aws: string): Case => ({
  name,
  async seen(target) {
    return ending(put(target, await newKeyId(target), policy(target.account)));
  },
  aws,
});

export const policies: Subject = {
  name: 'key policies and the lockout safety check',
  pages: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  ],
  cases: [
    {
      name: 'a key made without a policy leaves everything to its account',
      async seen(target) {
        const policy = JSON.stringify(await get(target, await newKeyId(target)));
        return JSON.parse(policy.replaceAll(target.account, '<account>'));
      },
      aws: {
        Version: '2012-10-17',
        Id: 'key-default-1',
        Statement: [
          {
            Sid: 'Enable IAM User Permissions',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::<account>:root' },
            Action: 'kms:*',
            Resource: '*',
          },
        ],
      },
    },
    {
      name: 'a policy comes back as it was put',
      async seen(target) {
        const KeyId = await newKeyId(target);
        await put(target, KeyId, accountPolicy(target.account));
        return JSON.stringify(await get(target, KeyId)) === accountPolicy(target.account);
      },
      aws: true,
    },
    {
      name: 'a key is made with a policy',
      async seen(target) {
        const KeyId = await newKeyId(target, { Policy: accountPolicy(target.account) });
        return JSON.stringify(await get(target, KeyId)) === accountPolicy(target.account);
      },
      aws: true,
    },
    {
      name: 'the policy is called default, and need not be named to be read',
      async seen(target) {
        const KeyId = await newKeyId(target);
        const { PolicyNames } = await target.kms.send(new ListKeyPoliciesCommand({ KeyId }));
        return [PolicyNames, await ending(target.kms.send(new GetKeyPolicyCommand({ KeyId })))];
      },
      aws: [['default'], 'answered'],
    },
    {
      name: 'the policy need not be named to be put',
      async seen(target) {
        const [KeyId, Policy] = [await newKeyId(target), accountPolicy(target.account)];
        return ending(target.kms.send(new PutKeyPolicyCommand({ KeyId, Policy })));
      },
      aws: 'answered',
    },
    refused('what is not JSON is no policy', () => '{"Version":', malformed),
    refused('a policy needs a statement', () => policyOf(), malformed),
    refused(
      'a statement needs a principal',
      (account) =>
        policyOf(everything(`arn:aws:iam::${account}:root`), {
          Effect: 'Allow',
          Action: 'kms:*',
          Resource: '*',
        }),
      malformed,
    ),
    refused(
      'an effect is Allow or Deny',
      (account) => policyOf({ ...everything(`arn:aws:iam::${account}:root`), Effect: 'allow' }),
      malformed,
    ),
    refused(
      'a policy of more than 32 KB is refused',
      (account) => policyOf({ ...everything(`arn:aws:iam::${account}:root`), Sid: 'x'.repeat(33_000) }),
      'LimitExceededException',
    ),
    refused('a policy that its writer could not change again is refused', lockout, malformed),
    {
      name: 'a policy that its writer could not change again is taken when the check is bypassed',
      async seen(target) {
        const KeyId = await newKeyId(target);
        return ending(put(target, KeyId, lockout(target.account), { bypass: true }));
      },
      aws: 'answered',
    },
    {
      name: 'a key is not made with a policy that its maker could not change again',
      seen: ({ kms, account }) => ending(kms.send(new CreateKeyCommand({ Policy: lockout(account) }))),
      aws: malformed,
    },
    {
      name: 'a policy that was refused changes nothing',
      async seen(target) {
        const KeyId = await newKeyId(target, { Policy: accountPolicy(target.account) });
        await ending(put(target, KeyId, lockout(target.account)));
        return JSON.stringify(await get(target, KeyId)) === accountPolicy(target.account);
      },
      aws: true,
    },
  ],
};
