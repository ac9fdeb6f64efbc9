/** A file's format is mostly within this many bytes and characters of its start. */
export const START = 200;

/** The format that a JSON text names in its first field; null if it names none there. */
export function formatAtStart(text: string): string | null {
  return /^\s*\{\s*"format"\s*:\s*"([^"]*)"/.exec(text.slice(0, START).replace(/^\ufeff/, ''))?.[1] ?? null;
}

/** The format that a JSON text names, wherever its field stands; null if it names none, or is not JSON. */
export function formatOf(text: string): string | null {
  const first = formatAtStart(text);
  if (first !== null || !/^\ufeff?\s*\{/.test(text) || !text.includes('"format"')) return first;
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    if (typeof value !== 'object' || value === null || !('format' in value)) return null;
    return typeof value.format === 'string' ? value.format : null;
  } catch {
    return null;
  }
}
