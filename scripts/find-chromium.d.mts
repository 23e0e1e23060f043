/** The path of a browser that playwright-core can drive, or undefined. */
export function findChromium(environment?: Readonly<Record<string, string | undefined>>): string | undefined;
