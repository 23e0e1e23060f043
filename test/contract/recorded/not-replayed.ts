const cryptography = 'The sandbox has of the data plane only what shows who can encrypt and decrypt.';
const importedRotation =
  'The sandbox holds one material a key: it does not rotate imported ones, which AWS allows since 2025.';

/** Recordings that are not compared, with why. */
export const notReplayed: Readonly<Record<string, string>> = {
  test_generate_random_invalid_number_of_bytes: cryptography,
  test_generate_random: cryptography,
  test_encrypt_validate_plaintext_size_per_key_type: cryptography,
  test_sign_verify: cryptography,
  test_verify_salt_length: cryptography,
  test_generate_and_verify_mac: cryptography,
  test_invalid_generate_mac: cryptography,
  test_invalid_verify_mac: cryptography,
  test_generate_data_key_pair: cryptography,
  test_generate_data_key_pair_without_plaintext: cryptography,
  test_generate_data_key_pair_dry_run: cryptography,
  test_generate_data_key_pair_without_plaintext_dry_run: cryptography,
  test_encryption_context_generate_data_key_without_plaintext: cryptography,
  test_encryption_context_generate_data_key_pair: cryptography,
  test_encryption_context_generate_data_key_pair_without_plaintext: cryptography,
  test_key_rotations_encryption_decryption: cryptography,
  test_derive_shared_secret: cryptography,
  test_derive_shared_secret_matches_openssl: cryptography,
  test_re_encrypt: cryptography,
  test_re_encrypt_incorrect_source_key: cryptography,
  test_import_key_rsa_aes_wrap_sha256: 'What it shows of the key, the other recordings of imports show too.',
  test_rotate_key_on_demand_raises_error_given_key_with_imported_key_material:
    'Recorded before AWS rotated imported material; the later recordings contradict it.',
  test_rotate_key_on_demand_updates_current_key_material_for_external_keys: importedRotation,
  test_import_key_material_raises_if_there_is_already_key_material_pending: importedRotation,
  test_rotate_key_on_demand_for_external_keys_decrypts_with_previous_material: importedRotation,
  test_rotate_key_on_demand_raises_for_no_pending_key_material: importedRotation,
};
