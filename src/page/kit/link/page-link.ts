/** Whether this page is a file on a disk, whose address is good on this machine alone. */
export function isOnDisk(): boolean {
  return location.protocol === 'file:';
}

/**
 * The link of this page with a fragment. On a disk it is the fragment alone, which every copy of the page takes where it is pasted;
 * the address would tell others the folders of this disk and nothing else.
 */
export function pageLink(fragment: string): string {
  return isOnDisk() ? fragment : new URL(fragment, document.baseURI).href;
}
