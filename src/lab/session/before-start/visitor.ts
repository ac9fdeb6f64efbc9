import { savesData } from './saves-data.ts';

/** The person who opens the page, as far as the page may start a sweep for them. */
export interface Visitor {
  /** Whether they want no surprise: reduced motion, a data saver, or a low battery. */
  wantsCalm(): Promise<boolean>;
  /** Settles when they see the page. */
  sees(): Promise<void>;
  /** Calls `listener` for every click, key, scroll or touch, and when they leave the page. @returns ends it */
  onAction(listener: () => void): () => void;
}

/** A battery at or below this share of its charge is low, unless it is being charged. */
const LOW = 0.3;

/** What a browser says about itself. Only some browsers have more than the first. */
interface Sparing {
  readonly userAgent: string;
  getBattery?(): Promise<{ readonly charging: boolean; readonly level: number }>;
}

/** The parts of a window that are read. */
interface View extends EventTarget {
  readonly document: EventTarget & { readonly hidden: boolean };
  readonly navigator: Sparing;
  matchMedia(query: string): { readonly matches: boolean };
}

const ACTIONS = ['pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll', 'dragenter'];

/** The visitor of a browser's window. */
export function browserVisitor(view: View): Visitor {
  const { document, navigator } = view;
  return {
    async wantsCalm() {
      const still = view.matchMedia('(prefers-reduced-motion: reduce)').matches;
      return still || savesData(navigator) || (await hasLowBattery(navigator));
    },
    sees() {
      if (!document.hidden) return Promise.resolve();
      return new Promise((resolve) => {
        document.addEventListener('visibilitychange', () => resolve(), { once: true });
      });
    },
    onAction(listener) {
      const left = (): void => {
        if (document.hidden) listener();
      };
      for (const action of ACTIONS) view.addEventListener(action, listener, { capture: true, passive: true });
      document.addEventListener('visibilitychange', left);
      return () => {
        for (const action of ACTIONS) view.removeEventListener(action, listener, { capture: true });
        document.removeEventListener('visibilitychange', left);
      };
    },
  };
}

/** Of a battery that the browser does not tell about, false. */
async function hasLowBattery(navigator: Sparing): Promise<boolean> {
  try {
    const battery = await navigator.getBattery?.();
    return battery !== undefined && !battery.charging && battery.level <= LOW;
  } catch {
    return false;
  }
}
