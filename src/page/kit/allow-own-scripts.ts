/** What a browser that enforces Trusted Types has of them; the others have nothing. */
interface PolicyMaker {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): unknown;
}

declare global {
  interface Window {
    readonly trustedTypes?: PolicyMaker;
  }
}

/** Lets workers be started from this page's own address, and no script or markup be made of anything else. */
export function allowOwnScripts(): void {
  window.trustedTypes?.createPolicy('default', {
    createScriptURL(address) {
      const { origin } = new URL(address, location.href);
      if (origin !== location.origin) throw new TypeError(`no script is loaded from ${origin}`);
      return address;
    },
  });
}
