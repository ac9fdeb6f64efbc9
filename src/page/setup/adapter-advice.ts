import type { Platform } from './platform.ts';

/**
 * The next step if a browser has no WebGPU, or has it and offers no adapter. Versions and flags:
 * github.com/gpuweb/gpuweb/wiki/Implementation-Status and developer.chrome.com/docs/web-platform/webgpu/troubleshooting-tips.
 */
export interface Advice {
  readonly noWebGpu: string;
  readonly noAdapter: string;
}

/** The first version of each browser that has WebGPU without a flag. */
const FIRST = { desktop: 113, android: 121 } as const;

export function adviceFor(platform: Platform): Advice {
  if (platform.system === 'ios') return IOS;
  switch (platform.browser) {
    case 'chrome':
      return chromiumAdvice(platform, 'Chrome', 'chrome');
    case 'edge':
      return chromiumAdvice(platform, 'Edge', 'edge');
    case 'chromium':
      return chromiumAdvice({ ...platform, version: null }, 'this browser', 'chrome');
    case 'firefox':
      return FIREFOX[platform.system] ?? FIREFOX_ELSEWHERE;
    case 'safari':
      return SAFARI;
    case 'other':
      return ANY;
    default:
      throw new Error(`no such browser: ${String(platform.browser satisfies never)}`);
  }
}

/** @param pages the scheme of the browser's own pages */
function chromiumAdvice({ system, version }: Platform, name: string, pages: string): Advice {
  if (system === 'linux') return both(linuxFlags(name, pages));
  const blocked = `Switch on hardware acceleration in the settings of ${name}, update the graphics driver, and restart ${name}. The page ${pages}://gpu says what is blocked.`;
  if (system === 'android') {
    return {
      noWebGpu: `On Android, ${name} has WebGPU from version ${FIRST.android}, on Android 12 or later: update both.`,
      noAdapter: `${name} offers the GPU only on Android 12 or later, and not on every phone. Update Android and ${name}, or try another machine.`,
    };
  }
  const tooOld = version === null || version < FIRST.desktop;
  const update = `Update ${name}: Chrome and Edge have WebGPU from version ${FIRST.desktop}.`;
  return { noWebGpu: tooOld ? update : blocked, noAdapter: blocked };
}

function linuxFlags(name: string, pages: string): string {
  return (
    `On Linux, ${name} usually needs two flags: set ${pages}://flags/#enable-unsafe-webgpu and ${pages}://flags/#enable-vulkan to Enabled, and restart it; ` +
    `or start it with --enable-unsafe-webgpu --enable-features=Vulkan. The graphics driver must have Vulkan. The page ${pages}://gpu says what is blocked.`
  );
}

const ABOUT_SUPPORT =
  'Switch on hardware acceleration in the settings of Firefox, update the graphics driver, and restart Firefox. The page about:support says under Graphics what is blocked.';

const FIREFOX: Partial<Record<Platform['system'], Advice>> = {
  windows: {
    noWebGpu: 'On Windows, Firefox has WebGPU from version 141: update it.',
    noAdapter: ABOUT_SUPPORT,
  },
  mac: {
    noWebGpu:
      'On a Mac with Apple silicon and macOS 26, Firefox has WebGPU from version 145: update both. On other Macs use Chrome or Edge.',
    noAdapter: ABOUT_SUPPORT,
  },
  linux: both(
    'On Linux, Firefox has WebGPU behind a setting: open about:config, set dom.webgpu.enabled to true, and restart it; in Firefox Nightly it is on. The graphics driver must have Vulkan. The page about:support says under Graphics what is blocked.',
  ),
};

const FIREFOX_ELSEWHERE = both(
  'Firefox has no WebGPU on this system unless dom.webgpu.enabled is set to true in about:config. Use Chrome or Edge.',
);

const SAFARI: Advice = {
  noWebGpu:
    'Safari has WebGPU from version 26, on macOS 26: update macOS. On an older Mac use Chrome or Edge.',
  noAdapter: 'Restart Safari, and update macOS if an update waits. If it stays, use Chrome or Edge.',
};

/** Every browser of iOS is built on the system's. */
const IOS: Advice = {
  noWebGpu: 'On iPhone and iPad every browser has WebGPU from iOS 26: update the system.',
  noAdapter: 'Restart the browser, and update the system if an update waits.',
};

const ANY: Advice = {
  noWebGpu:
    'Use Chrome or Edge from version 113, Safari from 26, or Firefox from 141 on Windows and 145 on macOS 26; on Linux, Chrome and Firefox have it behind a flag.',
  noAdapter:
    'Switch on hardware acceleration in the browser’s settings, update the graphics driver, and restart the browser.',
};

function both(advice: string): Advice {
  return { noWebGpu: advice, noAdapter: advice };
}
