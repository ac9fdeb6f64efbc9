import type { OfflineRequest } from './offline-worker.ts';

/** @param port where the worker answers, if it does */
export function askOfflineWorker(
  worker: ServiceWorker,
  kind: OfflineRequest['kind'],
  port?: MessagePort,
): void {
  const request: OfflineRequest = { kind };
  worker.postMessage(request, port === undefined ? [] : [port]);
}
