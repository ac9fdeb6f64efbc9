import { hasStepped } from '../../state/has-stepped.ts';
import type { Store } from '../../state/store.ts';

/** Code that nobody needs before a model is trained. A bundler makes chunks of it, which load when they are first used. */
export const LATER = {
  conclude: () => import('../../conclusions/conclude.ts'),
  history: () => import('../../files/history-json.ts'),
  models: () => import('../models/saved-model.ts'),
  pytorch: () => import('../models/pytorch-archive.ts'),
  suggestion: () => import('../../state/suggestion.ts'),
} as const;

/** Loads all of it after the first step of a run, so that the page then needs no connection. What fails is asked for when it is used. */
export async function loadLaterCode(store: Store): Promise<void> {
  await store.until(hasStepped);
  await Promise.allSettled(Object.values(LATER).map((load) => load()));
}
