/** A browser that asks nobody anything: no updates, no sync, no look-ups at start. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** WebGPU on whatever adapter the machine has. */
const WEBGPU = ['--enable-unsafe-webgpu'];

/** WebGPU on Chromium's bundled CPU implementation, SwiftShader. */
const SOFTWARE_WEBGPU = [...WEBGPU, '--use-webgpu-adapter=swiftshader'];

/** On Linux a driver is reached through Vulkan, which headless Chromium leaves off. */
const HARDWARE_WEBGPU = process.platform === 'linux' ? [...WEBGPU, '--enable-features=Vulkan'] : WEBGPU;

/**
 * What Playwright needs to launch the browser at `path` headless with WebGPU. The pages it opens are this project's
 * own, from loopback; Chromium refuses its sandbox to root, and Playwright then leaves it off.
 *
 * @param {string} path
 * @param {'software' | 'hardware' | 'none'} [adapter] `none`: a browser that offers no adapter
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
