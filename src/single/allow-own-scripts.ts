/**
 * Allows workers whose script this page has made from its own text. A page of one file has no other scripts, and where it
 * lies on a disk it has no origin.
 */
export function allowOwnScripts(): void {
  window.trustedTypes?.createPolicy('default', { createScriptURL: blobAddress });
}

/** @throws if a script is from elsewhere */
export function blobAddress(address: string): string {
  if (!address.startsWith('blob:')) throw new TypeError(`no script is loaded from ${address}`);
  return address;
}
