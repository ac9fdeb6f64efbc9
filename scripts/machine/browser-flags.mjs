/** Turns off the browser's own requests: updates, sync and look-ups at start. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** WebGPU on any adapter of the machine. */
const WEBGPU = ['--enable-unsafe-webgpu'];

/** WebGPU on Chromium's bundled CPU implementation, SwiftShader. */
const SOFTWARE_WEBGPU = [...WEBGPU, '--use-webgpu-adapter=swiftshader'];

/** On Linux Chromium reaches a GPU's driver through Vulkan, which is off by default in headless mode. */
const HARDWARE_WEBGPU = process.platform === 'linux' ? [...WEBGPU, '--enable-features=Vulkan'] : WEBGPU;

/**
 * The options with which Playwright launches the browser at `path` headless with WebGPU. The sandbox is off, because
 * Chromium does not start it for root; the browser opens only this project's pages, from loopback.
 *
 * @param {string} path
 * @param {'software' | 'hardware' | 'none'} [adapter] `none`: a browser without an adapter
 */
export function launchOptions(path, adapter = 'software') {
  const gpu = { software: SOFTWARE_WEBGPU, hardware: HARDWARE_WEBGPU, none: ['--disable-gpu'] };
  return {
    executablePath: path,
    headless: true,
    chromiumSandbox: false,
    args: ['--headless=new', ...QUIET, ...gpu[adapter]],
  };
}
