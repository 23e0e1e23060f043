/** Where `npm run test:moto` has moto listen; undefined in the ordinary tests. */
export const motoEndpoint = (environment: Readonly<Record<string, string | undefined>>) =>
  environment.KMS_GUARDIAN_TEST_MOTO || undefined;
