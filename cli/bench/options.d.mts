export function readBenchOptions(args: readonly string[]): {
  json: boolean;
  hardware: boolean;
  dawn: boolean;
  quick: boolean;
  large: boolean;
};
