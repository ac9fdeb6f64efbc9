export function readFuzzOptions(args: readonly string[]): { minutes: number; seed: number | undefined };
