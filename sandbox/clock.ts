/** Milliseconds since the epoch. The sandbox never reads the machine's clock itself. */
export type Clock = () => number;

/** Randomness as it is passed in: bytes for identifiers. */
export type RandomBytes = (length: number) => Uint8Array;
