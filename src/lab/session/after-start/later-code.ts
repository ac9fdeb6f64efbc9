/** Code that nobody needs before a model is trained. A bundler makes chunks of it, which load when they are first used. */
export const LATER = {
  conclude: () => import('../../conclusions/conclude.ts'),
} as const;
