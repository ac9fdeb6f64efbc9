import { html, render } from 'lit';
import { browserDisk } from '../lab/session/browser-disk.ts';
import { startReader } from '../lab/files/start-reader.ts';
import { PAGE_RECORDINGS } from '../lab/recorded/fetch-recording.ts';
import { browserVisitor } from '../lab/session/before-start/visitor.ts';
import { Lab } from '../lab/lab.ts';
import { startAnalyst } from '../lab/analysis/start-analyst.ts';
import { browserOwnTexts } from '../lab/storage/browser-own-texts.ts';
import { startTextReader } from '../lab/session/own-text/text-reader.ts';
import { readBrowser } from '../lab/session/read-browser.ts';
import { startTrainer } from '../lab/session/start-trainer.ts';
import { isBenchmarkLink } from '../lab/files/link/benchmark-link.ts';
import { followAddress } from './kit/link/address-bar.ts';
import { allowOwnScripts } from './kit/allow-own-scripts.ts';
import { keepAwake } from './kit/keep-awake.ts';
import { headline } from './headline.ts';
import { offlineLater } from './offline-later.ts';
import { restoreTheme } from './bar/theme.ts';
import './loglog-app.ts';

allowOwnScripts();
restoreTheme();
const trainer = startTrainer((message) => lab.fail(`The process that trains has ended: ${message}.`));
const lab = new Lab(
  trainer,
  startAnalyst(),
  document.baseURI,
  browserDisk(),
  startReader(),
  readBrowser(navigator),
  {
    recordings: PAGE_RECORDINGS,
    visitor: browserVisitor(window),
    texts: { reader: startTextReader(), kept: browserOwnTexts },
  },
);

// Before the experiment is shown, which would begin to prepare itself.
if (isBenchmarkLink(location.hash)) lab.benchmark.show(location.hash);

const place = document.querySelector<HTMLElement>('#app');
if (place === null) throw new Error('the page has no place for the app');
const heading = document.querySelector('h1');
// The words of the static page stay, in the place that the app has for them.
render(html`<loglog-app .lab=${lab}>${heading}</loglog-app>`, place);
document.querySelector('body > header')?.remove();
lab.subscribe(() => {
  const words = headline(lab.state);
  if (heading !== null && heading.textContent !== words) heading.textContent = words;
});
void lab.open(() => followAddress(lab, window));
keepAwake(lab);
offlineLater(lab);

// Saves now, because a hidden page may be closed without another event.
lab.setHidden(document.hidden);
document.addEventListener('visibilitychange', () => {
  lab.setHidden(document.hidden);
  if (document.hidden) void lab.save();
});
