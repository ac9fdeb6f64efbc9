/** A page from a disk is there without a network, and browsers refuse it a service worker. */
export function offlineLater(): void {}
