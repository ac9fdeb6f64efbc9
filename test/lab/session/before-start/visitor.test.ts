import { expect, test } from 'vitest';
import { browserVisitor, type Visitor } from '../../../../src/lab/session/before-start/visitor.ts';

interface Told {
  reducedMotion?: boolean;
  saveData?: boolean;
  battery?: { charging: boolean; level: number } | 'refused';
}

/** A window that says no more than a visitor reads. */
class ToldWindow extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { hidden: false });
  readonly navigator;

  constructor(private readonly told: Told = {}) {
    super();
    const { battery, saveData } = told;
    this.navigator = {
      userAgent: '',
      ...(saveData !== undefined && { connection: { saveData } }),
      ...(battery !== undefined && {
        getBattery: async () => {
          if (battery === 'refused') throw new Error('not allowed');
          return battery;
        },
      }),
    };
  }

  matchMedia(query: string): { matches: boolean } {
    return { matches: query === '(prefers-reduced-motion: reduce)' && this.told.reducedMotion === true };
  }

  hide(hidden: boolean): void {
    this.document.hidden = hidden;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }
}

const of = (view: ToldWindow): Visitor => browserVisitor(view);

test.each<[Told, boolean]>([
  [{}, false],
  [{ reducedMotion: true }, true],
  [{ saveData: true }, true],
  [{ saveData: false }, false],
  [{ battery: { charging: false, level: 0.3 } }, true],
  [{ battery: { charging: false, level: 0.31 } }, false],
  [{ battery: { charging: true, level: 0.1 } }, false],
  [{ battery: 'refused' }, false],
])('a browser that says %j wants calm: %s', async (told, calm) => {
  expect(await of(new ToldWindow(told)).wantsCalm()).toBe(calm);
});

test.each(['pointerdown', 'keydown', 'wheel', 'touchstart', 'scroll'])('%s is an action', (kind) => {
  const view = new ToldWindow();
  let actions = 0;
  const end = of(view).onAction(() => (actions += 1));
  view.dispatchEvent(new Event(kind));
  expect(actions).toBe(1);
  end();
  view.dispatchEvent(new Event(kind));
  expect(actions).toBe(1);
});

test('leaving the page is an action, and coming back is none', () => {
  const view = new ToldWindow();
  let actions = 0;
  of(view).onAction(() => (actions += 1));
  view.hide(true);
  view.hide(false);
  expect(actions).toBe(1);
});

test('a person sees a hidden page once they come to it', async () => {
  const view = new ToldWindow();
  view.document.hidden = true;
  let seen = false;
  const sees = of(view).sees();
  void sees.then(() => (seen = true));
  await Promise.resolve();
  expect(seen).toBe(false);
  view.hide(false);
  await sees;
  expect(seen).toBe(true);
});
