export function launchOptions(
  path: string,
  adapter?: 'software' | 'hardware' | 'none',
): {
  executablePath: string;
  headless: boolean;
  chromiumSandbox: boolean;
  args: string[];
};
