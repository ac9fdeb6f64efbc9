/**
 * Asks for a file that comes with the page: a packed part of a text, or a recording. In the page of one file,
 * `src/single/page-file.ts` stands in for this module.
 */
export function pageFile(address: string, options?: RequestInit): Promise<Response> {
  return fetch(address, options);
}
