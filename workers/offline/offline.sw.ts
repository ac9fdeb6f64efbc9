import { precacheAndRoute } from 'workbox-precaching';
import type { KeptBytes, OfflineFiles, OfflineRequest } from '../../src/page/offline/offline-worker.ts';
import { KeptTexts } from './kept-texts.ts';

declare const self: ServiceWorkerGlobalScope;
/** The build puts the list here. */
declare const OFFLINE_FILES: OfflineFiles;

const { files, texts } = OFFLINE_FILES;
const { scope } = self.registration;
const keptTexts = new KeptTexts(texts, scope, `loglog-texts-${scope}`);

// Whatever stands behind a question mark, such as `?present`, the page is one file.
precacheAndRoute([...files], { cleanURLs: false, ignoreURLParametersMatching: [/^/] });

// A worker takes the place of an earlier one when no tab uses that any more, or when a person asks for it.
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([keptTexts.forgetOthers(), self.clients.claim()]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (keptTexts.has(request)) event.respondWith(keptTexts.answer(request, (work) => event.waitUntil(work)));
});

self.addEventListener('message', (event) => {
  const request: unknown = event.data;
  if (!isRequest(request)) return;
  switch (request.kind) {
    case 'keep-texts':
      // A text that is missing is kept when it is used, or on the next visit.
      return event.waitUntil(keptTexts.keepAll().catch(() => {}));
    case 'use-now':
      return event.waitUntil(self.skipWaiting());
    case 'what-is-kept':
      return event.waitUntil(keptBytes().then((kept) => event.ports[0]?.postMessage(kept)));
    default:
      request.kind satisfies never;
  }
});

function isRequest(data: unknown): data is OfflineRequest {
  return typeof data === 'object' && data !== null && 'kind' in data;
}

async function keptBytes(): Promise<KeptBytes> {
  const { kept, all } = await keptTexts.bytes();
  return { page: files.reduce((sum, { bytes }) => sum + bytes, 0), texts: kept, allTexts: all };
}
