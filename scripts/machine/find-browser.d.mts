export function findBrowser(): Promise<{
  path: string;
  source: 'CHROME_PATH' | 'installed' | 'apt' | 'playwright';
}>;
