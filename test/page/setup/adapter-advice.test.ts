import { expect, test } from 'vitest';
import { absentWords, canAskAgain } from '../../../src/page/setup/adapter-words.ts';
import { platformOf, type Platform } from '../../../src/page/setup/platform.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const LINUX = 'Mozilla/5.0 (X11; Linux x86_64)';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';

interface Row {
  readonly agent: string;
  readonly touch?: number;
  readonly platform: Platform;
  /** Words of the advice without WebGPU, and without an adapter. */
  readonly noWebGpu: readonly string[];
  readonly noAdapter: readonly string[];
}

const FLAGS = [
  'chrome://flags/#enable-unsafe-webgpu',
  'chrome://flags/#enable-vulkan',
  '--enable-unsafe-webgpu --enable-features=Vulkan',
];
const EDGE_FLAGS = FLAGS.map((flag) => flag.replace('chrome://', 'edge://'));

/** User agents as browsers send them. */
const ROWS: readonly Row[] = [
  {
    agent: `${LINUX} ${CHROME}`,
    platform: { browser: 'chrome', version: 142, system: 'linux' },
    noWebGpu: FLAGS,
    noAdapter: FLAGS,
  },
  {
    agent: `${LINUX} ${CHROME} Edg/142.0.0.0`,
    platform: { browser: 'edge', version: 142, system: 'linux' },
    noWebGpu: EDGE_FLAGS,
    noAdapter: EDGE_FLAGS,
  },
  {
    agent: `${LINUX} ${CHROME} OPR/120.0.0.0`,
    platform: { browser: 'chromium', version: 142, system: 'linux' },
    noWebGpu: FLAGS,
    noAdapter: FLAGS,
  },
  {
    agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    platform: { browser: 'firefox', version: 145, system: 'linux' },
    noWebGpu: ['about:config', 'dom.webgpu.enabled'],
    noAdapter: ['about:config', 'dom.webgpu.enabled', 'about:support'],
  },
  {
    agent: `${WINDOWS} ${CHROME}`,
    platform: { browser: 'chrome', version: 142, system: 'windows' },
    noWebGpu: ['hardware acceleration', 'chrome://gpu'],
    noAdapter: ['hardware acceleration', 'chrome://gpu'],
  },
  {
    agent: `${WINDOWS} ${CHROME.replace('142', '109')}`,
    platform: { browser: 'chrome', version: 109, system: 'windows' },
    noWebGpu: ['Update Chrome', '113'],
    noAdapter: ['chrome://gpu'],
  },
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:139.0) Gecko/20100101 Firefox/139.0',
    platform: { browser: 'firefox', version: 139, system: 'windows' },
    noWebGpu: ['141'],
    noAdapter: ['about:support'],
  },
  {
    agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
    platform: { browser: 'firefox', version: 144, system: 'mac' },
    noWebGpu: ['145', 'macOS 26'],
    noAdapter: ['about:support'],
  },
  {
    agent: `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
    platform: { browser: 'safari', version: 18, system: 'mac' },
    noWebGpu: ['version 26', 'macOS 26'],
    noAdapter: ['macOS'],
  },
  {
    agent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    platform: { browser: 'safari', version: 18, system: 'ios' },
    noWebGpu: ['iOS 26'],
    noAdapter: ['update the system'],
  },
  {
    agent: `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
    touch: 5,
    platform: { browser: 'safari', version: 18, system: 'ios' },
    noWebGpu: ['iOS 26'],
    noAdapter: ['update the system'],
  },
  {
    agent:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    platform: { browser: 'chrome', version: 142, system: 'android' },
    noWebGpu: ['121', 'Android 12'],
    noAdapter: ['Android 12'],
  },
  {
    agent: 'Mozilla/5.0 (Android 15; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0',
    platform: { browser: 'firefox', version: 145, system: 'android' },
    noWebGpu: ['Chrome or Edge'],
    noAdapter: ['Chrome or Edge'],
  },
  {
    agent: `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME}`,
    platform: { browser: 'chrome', version: 142, system: 'chromeos' },
    noWebGpu: ['chrome://gpu'],
    noAdapter: ['chrome://gpu'],
  },
  {
    agent: `${LINUX} ${CHROME.replace('142', '105')}`,
    platform: { browser: 'chrome', version: 105, system: 'linux' },
    noWebGpu: ['Update Chrome', '113', ...FLAGS],
    noAdapter: FLAGS,
  },
  {
    agent: `${LINUX} Ubuntu Chromium/105.0.0.0 ${CHROME.replace('142', '105')}`,
    platform: { browser: 'chromium', version: 105, system: 'linux' },
    noWebGpu: ['Update this browser', '113', ...FLAGS],
    noAdapter: FLAGS,
  },
  {
    agent: `${WINDOWS} ${CHROME} OPR/120.0.0.0`,
    platform: { browser: 'chromium', version: 142, system: 'windows' },
    noWebGpu: ['hardware acceleration', 'chrome://gpu'],
    noAdapter: ['hardware acceleration', 'chrome://gpu'],
  },
  {
    agent: `${WINDOWS} ${CHROME.replace('142', '108')} OPR/94.0.0.0`,
    platform: { browser: 'chromium', version: 108, system: 'windows' },
    noWebGpu: ['Update this browser', 'Opera from 99'],
    noAdapter: ['chrome://gpu'],
  },
  {
    agent: `${MAC} ${CHROME}`,
    platform: { browser: 'chrome', version: 142, system: 'mac' },
    noWebGpu: ['update macOS', 'chrome://gpu'],
    noAdapter: ['update macOS', 'chrome://gpu'],
  },
  {
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
    platform: { browser: 'firefox', version: 145, system: 'windows' },
    noWebGpu: ['dom.webgpu.enabled', 'about:support'],
    noAdapter: ['about:support'],
  },
  {
    agent: 'SomethingElse/1.0',
    platform: { browser: 'other', version: null, system: 'other' },
    noWebGpu: ['113', '141', '26', 'Linux'],
    noAdapter: ['hardware acceleration'],
  },
];

test.each(ROWS)('$agent is known, and advised by its system', ({ agent, touch = 0, platform, ...advice }) => {
  expect(platformOf({ userAgent: agent, maxTouchPoints: touch })).toEqual(platform);
  const { next: noWebGpu } = absentWords({ cause: 'no-webgpu' }, platform);
  const { next: noAdapter } = absentWords({ cause: 'no-adapter' }, platform);
  for (const word of advice.noWebGpu) expect(noWebGpu).toContain(word);
  for (const word of advice.noAdapter) expect(noAdapter).toContain(word);
});

test('only Linux is told about the flags that only Linux needs', () => {
  for (const { platform } of ROWS) {
    for (const cause of ['no-webgpu', 'no-adapter'] as const) {
      const flagged = absentWords({ cause }, platform).next.includes('enable-unsafe-webgpu');
      expect(flagged).toBe(platform.system === 'linux' && platform.browser !== 'firefox');
    }
  }
});

test('a browser that is new enough is not told from which version WebGPU is there', () => {
  const current = ROWS.filter(({ agent }) => /Chrome\/142/.test(agent) && !/Android/.test(agent));
  expect(current.length).toBeGreaterThan(5);
  for (const { platform } of current) {
    expect(absentWords({ cause: 'no-webgpu' }, platform).next).not.toMatch(/from version|Opera from/);
  }
});

test('only a system whose driver a person can update is told to', () => {
  for (const { platform } of ROWS) {
    for (const cause of ['no-webgpu', 'no-adapter'] as const) {
      const told = absentWords({ cause }, platform).next.includes('update the graphics driver');
      const fixed = ['mac', 'ios', 'android', 'chromeos'].includes(platform.system);
      expect(told && fixed).toBe(false);
    }
  }
});

test('an address that is not secure blames the address, not the browser', () => {
  for (const { platform } of ROWS) {
    const { next } = absentWords({ cause: 'insecure-context' }, platform);
    expect(next).toContain('Open it over https, or at localhost');
    expect(next).not.toMatch(/update|version/i);
  }
});

test.each([
  'insecure-context',
  'no-webgpu',
  'no-adapter',
  'no-answer',
  'unreadable',
  'device-refused',
  'limits-too-small',
] as const)('the cause %s has its own words and a next step on every platform', (cause) => {
  for (const { platform } of ROWS) {
    const { title, next } = absentWords({ cause }, platform);
    expect(title.length).toBeGreaterThan(20);
    expect(next.length).toBeGreaterThan(20);
  }
});

test('a person can ask again wherever words say so', () => {
  for (const cause of ['no-answer', 'device-refused', 'insecure-context', 'limits-too-small'] as const) {
    const { next } = absentWords({ cause }, { browser: 'other', version: null, system: 'other' });
    expect(canAskAgain({ cause })).toBe(next.includes('ask again'));
  }
});
