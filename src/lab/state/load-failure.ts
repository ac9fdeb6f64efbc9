/** Says that code which loads when it is used could not be loaded. @param what it is, as the subject of the sentence */
export function loadFailure(what: string): string {
  return `${what} could not be loaded: the connection is down, or the page was updated since it was opened. Reload the page.`;
}
