/** A custom key store: key material that stays in a CloudHSM cluster or outside AWS. */
export type KeyStore = {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly type: 'AWS_CLOUDHSM' | 'EXTERNAL_KEY_STORE';
  readonly createdAt: number;
  name: string;
  cluster?: string;
  connection: 'CONNECTED' | 'DISCONNECTED' | 'FAILED';
  /** The code by which KMS cannot connect it; absent where it can. */
  fault?: string;
};
