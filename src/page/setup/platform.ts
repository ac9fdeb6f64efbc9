/** The browser and the operating system, as far as advice depends on them. */
export interface Platform {
  /** `chromium` for any other browser that is built on Chromium. */
  readonly browser: 'chrome' | 'edge' | 'chromium' | 'firefox' | 'safari' | 'other';
  /** The major version; of Chromium for a browser that is built on it. Null if the browser does not tell. */
  readonly version: number | null;
  readonly system: 'windows' | 'mac' | 'linux' | 'android' | 'ios' | 'chromeos' | 'other';
}

/** The parts of `navigator` that tell the platform. */
type Told = Pick<Navigator, 'userAgent' | 'maxTouchPoints'>;

const BROWSERS: readonly [name: Platform['browser'], version: RegExp][] = [
  ['edge', /\bEdgA?\/(\d+)/],
  ['firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  // Browsers with numbers of their own also tell Chromium's.
  [
    'chromium',
    /\bChrome\/(\d+).*\b(?:OPR|Vivaldi|YaBrowser)\/|\b(?:SamsungBrowser|Chromium)\/.*\bChrome\/(\d+)/,
  ],
  ['chrome', /\b(?:Chrome|HeadlessChrome|CriOS)\/(\d+)/],
  ['safari', /\bVersion\/(\d+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
];

const SYSTEMS: readonly [name: Platform['system'], word: RegExp][] = [
  ['ios', /\b(?:iPhone|iPad|iPod)\b/],
  ['android', /\bAndroid\b/],
  ['chromeos', /\bCrOS\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMac OS X\b|\bMacintosh\b/],
  ['linux', /\bLinux\b|\bX11\b/],
];

/** The platform of a page's `navigator`. An iPad calls itself a Mac, but no Mac has several touch points. */
export function platformOf({ userAgent, maxTouchPoints }: Told): Platform {
  const found = BROWSERS.find(([, version]) => version.test(userAgent));
  const system = SYSTEMS.find(([, word]) => word.test(userAgent))?.[0] ?? 'other';
  return {
    browser: found?.[0] ?? 'other',
    version: found === undefined ? null : versionIn(found[1], userAgent),
    system: system === 'mac' && maxTouchPoints > 1 ? 'ios' : system,
  };
}

function versionIn(pattern: RegExp, userAgent: string): number | null {
  const version = pattern
    .exec(userAgent)
    ?.slice(1)
    .find((part) => part !== undefined);
  return version === undefined ? null : Number(version);
}
