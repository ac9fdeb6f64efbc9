// Part of the shaders that draw batches: the order in which a lane sees the windows of the corpus. The lane's seed and the
// epoch choose a permutation of all windows, a Feistel network with cycle walking, so that an epoch sees each window once.
// Window number step · B + b of a lane is looked up in this permutation. The rounds of the network are the counter-based
// generator Threefry-2x32-20 (Salmon et al. 2011), which needs no state: any draw can be repeated from its seed and number.
// Twins: src/engine/random/threefry.ts and test/shaders/twins/window-order.ts. The shader's `sizes` must have batch,
// windows and half_bits.

override SHUFFLED: bool = true; // false: windows in their listed order
override TOKEN_BITS: u32 = 8; // 8 or 16 bits per token in the packed corpus

@group(0) @binding(0) var<storage, read> corpus: array<u32>; // tokens, packed little-endian
@group(0) @binding(1) var<storage, read> starts: array<u32>; // [windows] first token of each window
@group(0) @binding(2) var<storage, read> lanes: array<vec4u>; // [R] order seed, rate, decay, unused
@group(0) @binding(3) var<storage, read> state: array<u32>; // steps done, then other words of the owner

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

// Place `index` of the permutation of `sizes.windows` windows that `key` chooses.
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

// The start in the corpus of window `b` of the lane's batch, at the step that `state` counts.
fn drawn_start(lane: u32, b: u32) -> u32 {
  let drawn = state[0] * sizes.batch + b;
  let index = drawn % sizes.windows;
  if SHUFFLED {
    return starts[permuted(vec2u(lanes[lane].x, drawn / sizes.windows), index)];
  }
  return starts[index];
}

fn token_at(index: u32) -> u32 {
  let per_word = 32 / TOKEN_BITS;
  return (corpus[index / per_word] >> (index % per_word * TOKEN_BITS)) & ((1u << TOKEN_BITS) - 1);
}
