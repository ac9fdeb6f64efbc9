interface PolicyRules {
  createScriptURL(address: string): string;
}

/** The part of Trusted Types that the page uses; absent in browsers that do not enforce them. */
interface PolicyMaker {
  createPolicy(name: string, rules: PolicyRules): PolicyRules;
}

declare global {
  interface Window {
    readonly trustedTypes?: PolicyMaker;
  }
}

/** Allows workers from this page's own origin, and no other script. */
export function allowOwnScripts(): void {
  window.trustedTypes?.createPolicy('default', {
    createScriptURL(address) {
      const { origin } = new URL(address, location.href);
      if (origin !== location.origin) throw new TypeError(`no script is loaded from ${origin}`);
      return address;
    },
  });
}
