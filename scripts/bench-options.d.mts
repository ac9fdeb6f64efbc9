export function readBenchOptions(args: readonly string[]): {
  json: boolean;
  hardware: boolean;
  quick: boolean;
  large: boolean;
};
