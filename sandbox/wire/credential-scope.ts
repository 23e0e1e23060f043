/** What the signature of a call says about it. The signature itself is not verified: this is no security boundary. */
export type CredentialScope = {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
export function readCredentialScope(authorization: string | undefined): CredentialScope | undefined {
  const scope = /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/\d{8}\/([\w-]+)\/([\w-]+)\/aws4_request/;
  const [, accessKeyId, region, service] = scope.exec(authorization ?? '') ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}
