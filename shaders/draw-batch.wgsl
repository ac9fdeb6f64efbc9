// A batch out of the resident corpus: B windows of T tokens, and their targets one token on, for each lane.
// Window number step · B + b is taken in the order of its lane's seed and its epoch: a permutation of all windows by a
// Feistel network with cycle walking, so that an epoch sees each window once. Its rounds are the counter-based generator
// Threefry-2x32-20 (Salmon et al. 2011), which needs no state: any draw can be made again from its seed and number.
// Twins: src/engine/training/threefry.ts and window-order.ts.
//
//   draw   grid: x over B (a workgroup a window), z over lanes

override SHUFFLED: bool = true; // false: windows in the order in which they are listed
override TOKEN_BITS: u32 = 8; // 8 or 16 bits a token in the packed corpus

struct Sizes {
  batch: u32,
  context: u32,
  windows: u32,
  half_bits: u32, // half the bits of the Feistel network: 2^(2 · half_bits) ≥ windows
}

const FEISTEL_ROUNDS = 6u;

fn rotate_left(x: u32, by: u32) -> u32 {
  return (x << by) | (x >> (32 - by));
}

fn threefry(key: vec2u, counter: vec2u) -> vec2u {
  let schedule = array<u32, 3>(key.x, key.y, 0x1BD11BDA ^ key.x ^ key.y);
  let rotations = array<u32, 8>(13, 15, 26, 6, 17, 29, 16, 24);
  var x = counter + key;
  for (var round = 0u; round < 20; round++) {
    x.x += x.y;
    x.y = rotate_left(x.y, rotations[round % 8]) ^ x.x;
    if round % 4 == 3 {
      let injection = round / 4 + 1;
      x += vec2u(schedule[injection % 3], schedule[(injection + 1) % 3] + injection);
    }
  }
  return x;
}

@group(0) @binding(0) var<storage, read> corpus: array<u32>; // tokens, packed little-endian
@group(0) @binding(1) var<storage, read> starts: array<u32>; // [windows] first token of each window
@group(0) @binding(2) var<storage, read> lanes: array<vec4u>; // [R] order seed, rate, decay, unused
@group(0) @binding(3) var<storage, read> state: array<u32>; // step, then the clip factors
@group(0) @binding(4) var<storage, read_write> inputs: array<u32>; // [R, B, T]
@group(0) @binding(5) var<storage, read_write> targets: array<u32>; // [R, B, T]
@group(0) @binding(6) var<uniform> sizes: Sizes;

// Place `index` of the order that `key` gives to `sizes.windows` windows.
fn permuted(key: vec2u, index: u32) -> u32 {
  let mask = (1u << sizes.half_bits) - 1;
  var place = index;
  loop {
    var left = place >> sizes.half_bits;
    var right = place & mask;
    for (var round = 0u; round < FEISTEL_ROUNDS; round++) {
      let mixed = left ^ (threefry(key, vec2u(round, right)).x & mask);
      left = right;
      right = mixed;
    }
    place = (left << sizes.half_bits) | right;
    if place < sizes.windows {
      break;
    }
  }
  return place;
}

fn token_at(index: u32) -> u32 {
  let per_word = 32 / TOKEN_BITS;
  return (corpus[index / per_word] >> (index % per_word * TOKEN_BITS)) & ((1u << TOKEN_BITS) - 1);
}

var<workgroup> start: u32;

@compute @workgroup_size(64)
fn draw(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let b = workgroup.x;
  if local == 0 {
    let drawn = state[0] * sizes.batch + b;
    let index = drawn % sizes.windows;
    if SHUFFLED {
      start = starts[permuted(vec2u(lanes[workgroup.z].x, drawn / sizes.windows), index)];
    } else {
      start = starts[index];
    }
  }
  workgroupBarrier();
  let row = (workgroup.z * sizes.batch + b) * sizes.context;
  for (var t = local; t < sizes.context; t += 64) {
    inputs[row + t] = token_at(start + t);
    targets[row + t] = token_at(start + t + 1);
  }
}
