const BLOCK = 64;
const ROUNDS = 64;
/** A block ends with the length of the message in bits, eight bytes. */
const LENGTH_BYTES = 8;

/** The 32 bytes of the digest of SHA-256 (FIPS 180-4). */
export function sha256Bytes(content: Uint8Array): Uint8Array {
  const state = Uint32Array.from(FIRST_PRIMES.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)));
  const words = new Uint32Array(ROUNDS);
  const whole = content.length - (content.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) mix(state, words, viewOf(content, at));
  const rest = padded(content.subarray(whole), content.length);
  for (let at = 0; at < rest.length; at += BLOCK) mix(state, words, viewOf(rest, at));
  const digest = new DataView(new ArrayBuffer(state.byteLength));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

/** The last bytes, a 1 bit, zeros, and the length of the whole message in bits: one or two blocks. */
function padded(rest: Uint8Array, length: number): Uint8Array {
  const blocks = Math.ceil((rest.length + 1 + LENGTH_BYTES) / BLOCK);
  const bytes = new Uint8Array(blocks * BLOCK);
  bytes.set(rest);
  bytes[rest.length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(bytes.length - LENGTH_BYTES, BigInt(length) * 8n);
  return bytes;
}

function viewOf(bytes: Uint8Array, at: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK);
}

/** Adds one block to the state; `words` is scratch space. */
function mix(state: Uint32Array, words: Uint32Array, block: DataView): void {
  for (let i = 0; i < 16; i++) words[i] = block.getUint32(4 * i);
  for (let i = 16; i < ROUNDS; i++) {
    const [near, far] = [words[i - 2] ?? 0, words[i - 15] ?? 0];
    const small = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    const large = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words[i] = (words[i - 16] ?? 0) + small + (words[i - 7] ?? 0) + large;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < ROUNDS; i++) {
    const chosen = (e & f) ^ (~e & g);
    const first =
      (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + (ROUND[i] ?? 0) + (words[i] ?? 0)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i] ?? 0) + word));
}

function turn(word: number, right: number): number {
  return (word >>> right) | (word << (32 - right));
}

/** The constants are the first 32 bits of the fractions of roots of primes. */
function fractionBits(root: number): number {
  return Math.floor((root % 1) * 2 ** 32);
}

const FIRST_PRIMES = primes(ROUNDS);
const ROUND = FIRST_PRIMES.map((prime) => fractionBits(Math.cbrt(prime)));

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
