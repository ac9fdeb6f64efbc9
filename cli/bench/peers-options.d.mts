export function readPeersOptions(args: readonly string[]): {
  json: boolean;
  hardware: boolean;
  shapes?: string | undefined;
  peers?: string | undefined;
};
export function pickNamed<Known>(
  option: string,
  list: string | undefined,
  known: readonly Known[],
  nameOf: (one: Known) => string,
): Known[];
