type Statement = Readonly<Record<string, unknown>>;

export const policyOf = (...Statement: readonly Statement[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** Lets a principal do everything with the key. */
export const everything = (AWS: string): Statement => ({
  Sid: 'Everything',
  Effect: 'Allow',
  Principal: { AWS },
  Action: 'kms:*',
  Resource: '*',
});

/** A policy that leaves everything to the account, and so to IAM. */
export const accountPolicy = (account: string) => policyOf(everything(`arn:aws:iam::${account}:root`));
