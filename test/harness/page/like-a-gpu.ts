import type { Page } from 'playwright';

/** Makes the trainer of a page take the software adapter for a GPU, because only a GPU starts by itself. */
export async function likeAGpu(page: Page): Promise<void> {
  const info =
    '{ vendor: "test", architecture: "gpu", device: "", description: "", isFallbackAdapter: false }';
  const disguise = `Object.defineProperty(GPUAdapter.prototype, 'info', { get: () => (${info}) });`;
  await page.route(/trainer\.worker/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${disguise}\n${await response.text()}` });
  });
}
