import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What a value breaks of a published schema, a line each: nothing where it is valid. */
export type Check = (value: unknown) => readonly string[];

/** A schema beside this file, or one that we publish in docs/schemas. */
export async function checkBy(file: string): Promise<Check> {
  const schema: object = JSON.parse(await readFile(new URL(file, import.meta.url), 'utf8'));
  const validate = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
  return (value) => {
    // As it goes over the wire: what is undefined is not there.
    const sent: unknown = JSON.parse(JSON.stringify(value));
    if (validate(sent)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
