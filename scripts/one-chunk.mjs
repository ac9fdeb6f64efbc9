/**
 * The name of the chunk of modules that the page needs at once: each of them is reached from an entry by imports that do
 * not wait. One file loads faster than forty small ones, because a browser asks an HTTP/1.1 server for six at a time.
 *
 * @type {import('rolldown').CodeSplittingNameFunction}
 */
export function oneChunk(id, graph) {
  /** @type {Set<string>} */
  const seen = new Set();
  const above = [id];
  for (let at = above.pop(); at !== undefined; at = above.pop()) {
    const info = graph.getModuleInfo(at);
    if (info === null || seen.has(at)) continue;
    if (info.isEntry) return 'page';
    seen.add(at);
    above.push(...info.importers);
  }
  return null;
}
