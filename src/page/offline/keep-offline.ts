import type { Lab } from '../../lab/lab.ts';
import { savesData } from '../../lab/session/before-start/saves-data.ts';
import { askOfflineWorker } from './ask-offline-worker.ts';
import { holdWhileTraining } from './training-lock.ts';
import './update-notice.ts';

/**
 * Starts the worker that keeps the page, and the line that tells of a newer version. The worker keeps the files of the page; it
 * keeps all texts, too, unless the person asks pages to load little: then only those that are used.
 * @throws if the browser refuses
 */
export async function keepOffline(lab: Lab): Promise<void> {
  holdWhileTraining(lab);
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.register(new URL('offline.js', document.baseURI));
  const notice = document.createElement('update-notice');
  notice.lab = lab;
  notice.registration = registration;
  document.querySelector('#app')?.before(notice);
  const { active } = await serviceWorker.ready;
  if (active !== null && !savesData()) askOfflineWorker(active, 'keep-texts');
}
