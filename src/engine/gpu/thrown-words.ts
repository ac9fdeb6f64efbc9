/** The words of what a browser throws or rejects with, which may be nothing, or no error. */
export function thrownWords(error: unknown): string {
  const said = error instanceof Error ? error.message || error.name : error;
  return typeof said === 'string' && said.trim() !== '' ? said : 'the browser gives no reason';
}
