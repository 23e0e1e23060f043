/**
 * Why KMS could not connect a custom key store, in words.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html
 */
export const connectionErrors: Readonly<Record<string, string>> = {
  INTERNAL_ERROR: 'KMS had a fault of its own',
  NETWORK_ERRORS: 'the network does not let KMS through',
  INVALID_CREDENTIALS: 'the password or the credentials that KMS was given are wrong',
  CLUSTER_NOT_FOUND: 'there is no such CloudHSM cluster',
  INSUFFICIENT_CLOUDHSM_HSMS: 'the CloudHSM cluster has no active HSM',
  INSUFFICIENT_FREE_ADDRESSES_IN_SUBNET: 'a subnet of the CloudHSM cluster has no free IP address',
  SUBNET_NOT_FOUND: 'a subnet of the CloudHSM cluster is gone',
  USER_LOCKED_OUT: 'the user kmsuser is locked out of the CloudHSM cluster',
  USER_LOGGED_IN: 'somebody is logged in to the CloudHSM cluster as kmsuser',
  USER_NOT_FOUND: 'the CloudHSM cluster has no user kmsuser',
  XKS_PROXY_ACCESS_DENIED: 'the external key store proxy refuses KMS',
  XKS_PROXY_INVALID_CONFIGURATION: 'the external key store proxy is not where its settings say',
  XKS_PROXY_INVALID_RESPONSE: 'KMS does not understand the external key store proxy',
  XKS_PROXY_INVALID_TLS_CONFIGURATION: 'the TLS certificate of the external key store proxy is not accepted',
  XKS_PROXY_NOT_REACHABLE: 'the external key store proxy cannot be reached',
  XKS_PROXY_TIMED_OUT: 'the external key store proxy does not answer in time',
  XKS_VPC_ENDPOINT_SERVICE_INVALID_CONFIGURATION: 'the VPC endpoint service of the proxy is set up wrongly',
  XKS_VPC_ENDPOINT_SERVICE_NOT_FOUND: 'the VPC endpoint service of the proxy is not found',
};
