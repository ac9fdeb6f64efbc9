import type { Store } from '../../state/store.ts';
import { hasStarted } from './has-started.ts';

/** Code that nobody needs before a model is trained. A bundler makes chunks of it, which load when they are first used. */
export const LATER = {
  conclude: () => import('../../conclusions/conclude.ts'),
  history: () => import('../../files/history-json.ts'),
  suggestion: () => import('../../state/suggestion.ts'),
} as const;

/** Loads all of it as soon as a model is trained, so that the page then needs no connection. What fails is asked for when it is used. */
export function loadLaterCode(store: Store): void {
  const end = store.subscribe(() => {
    if (!hasStarted(store.state)) return;
    end();
    void Promise.allSettled(Object.values(LATER).map((load) => load()));
  });
}
