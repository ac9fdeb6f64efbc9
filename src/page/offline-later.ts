import type { Lab } from '../lab/lab.ts';
import { delaysNoStart } from './beyond-first-screen.ts';

/** Milliseconds after the page has loaded, in which most people begin something. */
const IDLE = 20_000;

/**
 * Lets the browser keep the page for use without a network: after the first step of a run, or when nobody starts one, so that
 * this delays no start. Files of the development server are not kept, because they change.
 */
export function offlineLater(lab: Lab): void {
  if (import.meta.env.MODE !== 'production' || !('serviceWorker' in navigator)) return;
  let begun = false;
  const follow = (idle: boolean): void => {
    const { countdown, phase } = lab.state;
    const quiet = idle && phase === 'idle' && countdown === null;
    if (begun || document.readyState !== 'complete' || !(quiet || delaysNoStart(lab.state))) return;
    begun = true;
    // Without its code, or where the browser keeps nothing, the page works as before.
    import('./offline/keep-offline.ts').then(({ keepOffline }) => keepOffline(lab)).catch(() => {});
  };
  lab.subscribe(() => follow(false));
  window.addEventListener('load', () => setTimeout(() => follow(true), IDLE));
}
