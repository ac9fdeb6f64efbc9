import { expect, test } from 'vitest';
import { readBrowser, type SelfReport } from '../../../src/lab/session/read-browser.ts';

const ofAgent = (userAgent: string, maxTouchPoints = 0): SelfReport => ({ userAgent, maxTouchPoints });
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** User agents as these browsers send them. */
test.each<[SelfReport, string, string]>([
  [
    ofAgent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`),
    'Chrome 142',
    'Windows',
  ],
  [
    ofAgent(
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
    ),
    'Edge 142',
    'Windows',
  ],
  [
    ofAgent(`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0`),
    'Opera 106',
    'Linux',
  ],
  [
    ofAgent('Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'),
    'Firefox 145',
    'Linux',
  ],
  [
    ofAgent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0'),
    'Firefox 141',
    'macOS',
  ],
  [
    ofAgent(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    ),
    'Safari 26.0',
    'macOS',
  ],
  [
    ofAgent(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      5,
    ),
    'Safari 26.0',
    'iPadOS',
  ],
  [
    ofAgent(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1',
    ),
    'Safari 26.0',
    'iOS',
  ],
  [
    ofAgent(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1',
    ),
    'Chrome 126',
    'iOS',
  ],
  [
    ofAgent(`Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} Chrome/142.0.0.0 Mobile Safari/537.36`),
    'Chrome 142',
    'Android',
  ],
  [
    ofAgent(
      `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    ),
    'Samsung Internet 28',
    'Android',
  ],
  [
    ofAgent(`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`),
    'Chrome 142',
    'ChromeOS',
  ],
  [
    ofAgent(`Mozilla/5.0 (X11; Linux x86_64) ${WEBKIT} HeadlessChrome/131.0.0.0 Safari/537.36`),
    'Headless Chrome 131',
    'Linux',
  ],
  [ofAgent('something else'), '', ''],
  [ofAgent(''), '', ''],
])('the browser and the system of %j are known', (self, browser, system) => {
  expect(readBrowser(self)).toEqual({ browser, system });
});

const CHROME = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/142.0.0.0 Safari/537.36`;
const ofBrands = (platform: string, ...brands: [string, string][]): SelfReport => ({
  userAgent: CHROME,
  userAgentData: { platform, brands: brands.map(([brand, version]) => ({ brand, version })) },
});

test.each<[SelfReport, string, string]>([
  [
    ofBrands('Windows', ['Chromium', '142'], ['Google Chrome', '142'], ['Not_A Brand', '99']),
    'Chrome 142',
    'Windows',
  ],
  [
    ofBrands('macOS', ['Not;A=Brand', '8'], ['Chromium', '142'], ['Microsoft Edge', '142']),
    'Edge 142',
    'macOS',
  ],
  [ofBrands('Linux', [' Not A;Brand', '99'], ['Brave', '142'], ['Chromium', '142']), 'Brave 142', 'Linux'],
  [ofBrands('Linux', ['Chromium', '131'], ['Not_A Brand', '24']), 'Chromium 131', 'Linux'],
  [ofBrands('Chrome OS', ['Google Chrome', '142'], ['Chromium', '142']), 'Chrome 142', 'ChromeOS'],
  [ofBrands('', ['Not)A;Brand', '8']), 'Chrome 142', 'Windows'],
  [ofBrands('Unknown'), 'Chrome 142', 'Windows'],
])('brands count more than the user agent: %j', (self, browser, system) => {
  expect(readBrowser(self)).toEqual({ browser, system });
});
