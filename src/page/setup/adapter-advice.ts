import type { Platform } from './platform.ts';

/**
 * The next step if a browser has no WebGPU, or has it and offers no adapter. Versions and flags:
 * github.com/gpuweb/gpuweb/wiki/Implementation-Status and developer.chrome.com/docs/web-platform/webgpu/troubleshooting-tips.
 */
export interface Advice {
  readonly noWebGpu: string;
  readonly noAdapter: string;
}

/** The first version of Chromium, and of Chrome and Edge, that has WebGPU; on Linux it usually needs flags besides. */
const FIRST = { desktop: 113, android: 121 } as const;

/** The first version of Firefox that has WebGPU without a setting. */
const FIRST_FIREFOX: Partial<Record<Platform['system'], number>> = { windows: 141, mac: 145 };

/** What brings a new graphics driver. */
function driverUpdate(system: Platform['system']): string {
  const updates: Partial<Record<Platform['system'], string>> = {
    mac: 'update macOS',
    chromeos: 'update ChromeOS',
    android: 'update Android',
  };
  return updates[system] ?? 'update the graphics driver';
}

export function adviceFor(platform: Platform): Advice {
  if (platform.system === 'ios') return IOS;
  switch (platform.browser) {
    case 'chrome':
      return chromiumAdvice(platform, 'Chrome', 'chrome');
    case 'edge':
      return chromiumAdvice(platform, 'Edge', 'edge');
    case 'chromium':
      return chromiumAdvice(platform, 'this browser', 'chrome');
    case 'firefox':
      return firefoxAdvice(platform);
    case 'safari':
      return SAFARI;
    case 'other':
      return anyAdvice(platform);
    default:
      throw new Error(`no such browser: ${String(platform.browser satisfies never)}`);
  }
}

/** @param pages the scheme of the browser's own pages */
function chromiumAdvice({ system, version }: Platform, name: string, pages: string): Advice {
  const tooOld = version !== null && version < FIRST[system === 'android' ? 'android' : 'desktop'];
  const update = `Update ${name}: Chrome, Edge and Chromium have WebGPU from version ${FIRST.desktop}, Opera from 99.`;
  if (system === 'linux') {
    const flags = linuxFlags(name, pages);
    return { noWebGpu: tooOld ? `${update} ${flags}` : flags, noAdapter: flags };
  }
  const blocked = `Switch on hardware acceleration in the settings of ${name}, ${driverUpdate(system)}, and restart ${name}. The page ${pages}://gpu says what is blocked.`;
  if (system === 'android') {
    return {
      noWebGpu: `On Android, Chrome and Edge have WebGPU from version ${FIRST.android}, and other browsers from Chromium ${FIRST.android}, on Android 12 or later: update Android and ${name}.`,
      noAdapter: `${name} offers the GPU only on Android 12 or later, and not on every phone. Update Android and ${name}, or try another machine.`,
    };
  }
  return { noWebGpu: tooOld ? update : blocked, noAdapter: blocked };
}

function linuxFlags(name: string, pages: string): string {
  return (
    `On Linux, ${name} usually needs two flags: set ${pages}://flags/#enable-unsafe-webgpu and ${pages}://flags/#enable-vulkan to Enabled, and restart it; ` +
    `or start it with --enable-unsafe-webgpu --enable-features=Vulkan. The graphics driver must have Vulkan. The page ${pages}://gpu says what is blocked.`
  );
}

function firefoxAdvice({ system, version }: Platform): Advice {
  const blocked = `Switch on hardware acceleration in the settings of Firefox, ${driverUpdate(system)}, and restart Firefox. The page about:support says under Graphics what is blocked.`;
  if (system === 'linux') {
    return both(
      'On Linux, Firefox has WebGPU behind a setting: open about:config, set dom.webgpu.enabled to true, and restart it; in Firefox Nightly it is on. The graphics driver must have Vulkan. The page about:support says under Graphics what is blocked.',
    );
  }
  const first = FIRST_FIREFOX[system];
  if (first === undefined) return FIREFOX_ELSEWHERE;
  const update =
    system === 'mac'
      ? `On a Mac with Apple silicon and macOS 26, Firefox has WebGPU from version ${first}: update both. On other Macs use Chrome or Edge.`
      : `On Windows, Firefox has WebGPU from version ${first}: update it.`;
  const off = `Open about:config and set dom.webgpu.enabled to true. ${blocked}`;
  // A Firefox that is new enough may still run on an older Mac.
  const current = version !== null && version >= first && system !== 'mac';
  return { noWebGpu: current ? off : update, noAdapter: blocked };
}

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

function anyAdvice({ system }: Platform): Advice {
  return {
    noWebGpu:
      'Use Chrome or Edge from version 113, Safari from 26, or Firefox from 141 on Windows and 145 on macOS 26; on Linux, Chrome and Firefox have it behind a flag.',
    noAdapter: `Switch on hardware acceleration in the browser’s settings, ${driverUpdate(system)}, and restart the browser.`,
  };
}

function both(advice: string): Advice {
  return { noWebGpu: advice, noAdapter: advice };
}
