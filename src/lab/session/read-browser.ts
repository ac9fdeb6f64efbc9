/** What a browser says about itself: the parts of `navigator` that are read. */
export interface SelfReport {
  readonly userAgent: string;
  readonly maxTouchPoints?: number;
  /** Chromium's browsers have it on secure pages. */
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string; readonly version: string }[];
    readonly platform: string;
  };
}

/** A browser and its operating system in words; empty if unknown. */
export interface BrowserReport {
  readonly browser: string;
  readonly system: string;
}

/** The brand of the engine, which a browser names beside its own brand. */
const ENGINE = 'Chromium';

/** Products of a user agent, the most specific first: every one of them also names products further down. */
const PRODUCTS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(?:Edg|EdgA|EdgiOS)\/(\d+)/, 'Edge'],
  [/\b(?:OPR|OPX)\/(\d+)/, 'Opera'],
  [/\bVivaldi\/(\d+)/, 'Vivaldi'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\bYaBrowser\/(\d+)/, 'Yandex'],
  [/\bElectron\/(\d+)/, 'Electron'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\bHeadlessChrome\/(\d+)/, 'Headless Chrome'],
  [/\b(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+(?:\.\d+)?).*\bSafari\//, 'Safari'],
];

/** Systems of a user agent, the most specific first. Browsers freeze the versions, so none is read. */
const SYSTEMS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bWindows\b/, 'Windows'],
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPod)\b/, 'iOS'],
  [/\biPad\b/, 'iPadOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/** `userAgentData` has other words for some systems. */
const PLATFORMS: Readonly<Record<string, string>> = { 'Chrome OS': 'ChromeOS', 'Chromium OS': 'ChromeOS' };

/** The browser with its main version, and its operating system without a version. */
export function readBrowser(self: SelfReport): BrowserReport {
  return { browser: brandOf(self) ?? productOf(self.userAgent), system: systemOf(self) };
}

/**
 * The brand that is neither the engine nor made up. Browsers add a made-up one, such as `Not;A=Brand`, so that pages do not
 * rely on a fixed list.
 */
function brandOf({ userAgentData }: SelfReport): string | undefined {
  const real = (userAgentData?.brands ?? []).filter(({ brand }) => !/not.{0,3}a.{0,3}brand/i.test(brand));
  const found = real.find(({ brand }) => brand !== ENGINE) ?? real[0];
  return found && `${found.brand.replace(/^(Google|Microsoft) /, '')} ${found.version}`;
}

function productOf(userAgent: string): string {
  for (const [pattern, name] of PRODUCTS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return '';
}

function systemOf({ maxTouchPoints = 0, userAgent, userAgentData }: SelfReport): string {
  const platform = userAgentData?.platform ?? '';
  if (platform !== '' && platform !== 'Unknown') return PLATFORMS[platform] ?? platform;
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '';
  // An iPad calls itself a Macintosh, but no Macintosh has a touch screen.
  return system === 'macOS' && maxTouchPoints > 1 ? 'iPadOS' : system;
}
