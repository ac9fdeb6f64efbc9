/** The elements of this document that hold the files of the page. Each holds one, packed by gzip, in base64. */
function blocks(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('script[data-file]')];
}

function nameOf({ dataset }: HTMLElement): string {
  return dataset['file'] ?? '';
}

/** The names of the files within this document, as paths in the folder of the page. A packed file ends in `.gz`. */
export function namesWithin(): string[] {
  return blocks().map(nameOf);
}

/**
 * A file within this document, or undefined if the document lacks it. A file whose own name does not end in `.gz` comes
 * unpacked.
 *
 * @param address its path in the folder of the page, or an address that ends with that path
 */
export async function fileWithin(address: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const found = (end: string) => blocks().find((block) => `/${end}`.endsWith(`/${nameOf(block)}`));
  const asItIs = found(address);
  if (asItIs !== undefined) return bytesOf(asItIs);
  const packed = found(`${address}.gz`);
  return packed && unpacked(bytesOf(packed));
}

function bytesOf({ textContent }: HTMLElement): Uint8Array<ArrayBuffer> {
  const characters = atob(textContent);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
