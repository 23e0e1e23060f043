/** The same picture, less than half as large, of few colours. */
export function fewColours(png: Buffer): Buffer;
