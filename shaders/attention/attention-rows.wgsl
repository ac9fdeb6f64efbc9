// Shared by attention-tiles.wgsl and attention-heads.wgsl: bindings, offsets of a head's rows, loads and stores. A head is
// stored in groups of four numbers, padded with zeros. Loops over the groups have constant bounds, so that the compiler of
// a GPU unrolls them.

override HEAD_PAIRS: u32 = 4; // D / 2, 2 to 32
override FOURS: u32 = (HEAD_PAIRS + 1) / 2;
override TURN_BACK: bool = false;

struct Sizes {
  batch: u32,
  context: u32,
  heads: u32,
  scale: f32, // 1 / √D
}

@group(0) @binding(0) var<storage, read> qkv: array<vec2f>; // [R, B, T, 3C], in blocks q | k | v
@group(0) @binding(1) var<storage, read_write> out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> log_sum_exp: array<f32>; // [R, B, H, T]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, B, H, T]
@group(0) @binding(2) var<storage, read> d_out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read> back_out: array<vec2f>; // out: [R, B, T, C]
@group(0) @binding(4) var<storage, read> turns: array<vec2f>; // [T, D/2] cosine and sine; any buffer without TURN_BACK
@group(0) @binding(5) var<storage, read_write> d_qkv: array<vec2f>; // [R, B, T, 3C]
@group(0) @binding(6) var<uniform> back_sizes: Sizes;

// A part of qkv.
const QUERY = 0u;
const KEY = 1u;
const VALUE = 2u;

struct Head {
  b: u32, // counted over all lanes
  h: u32,
}

// Offsets of rows count pairs of numbers.
fn at_out(head: Head, t: u32, shape: Sizes) -> u32 {
  return ((head.b * shape.context + t) * shape.heads + head.h) * HEAD_PAIRS;
}

fn at_qkv(head: Head, t: u32, part: u32, shape: Sizes) -> u32 {
  return (((head.b * shape.context + t) * 3 + part) * shape.heads + head.h) * HEAD_PAIRS;
}

fn at_statistic(head: Head, t: u32, shape: Sizes) -> u32 {
  return (head.b * shape.heads + head.h) * shape.context + t;
}

fn qkv_four(at: u32, four: u32) -> vec4f {
  if 2 * four + 1 < HEAD_PAIRS {
    return vec4f(qkv[at + 2 * four], qkv[at + 2 * four + 1]);
  }
  return vec4f(qkv[at + 2 * four], 0, 0);
}

fn d_out_four(at: u32, four: u32) -> vec4f {
  if 2 * four + 1 < HEAD_PAIRS {
    return vec4f(d_out[at + 2 * four], d_out[at + 2 * four + 1]);
  }
  return vec4f(d_out[at + 2 * four], 0, 0);
}

fn out_four(at: u32, four: u32) -> vec4f {
  if 2 * four + 1 < HEAD_PAIRS {
    return vec4f(back_out[at + 2 * four], back_out[at + 2 * four + 1]);
  }
  return vec4f(back_out[at + 2 * four], 0, 0);
}

fn turned_back(pair: vec2f, turn: vec2f) -> vec2f {
  return vec2f(pair.x * turn.x + pair.y * turn.y, pair.y * turn.x - pair.x * turn.y);
}

fn store_d_qkv_pair(head: Head, t: u32, part: u32, pair: u32, value: vec2f) {
  let at = at_qkv(head, t, part, back_sizes) + pair;
  if TURN_BACK && part != VALUE {
    d_qkv[at] = turned_back(value, turns[t * HEAD_PAIRS + pair]);
  } else {
    d_qkv[at] = value;
  }
}

// Stores four numbers of the gradient of a row of q, k or v.
fn store_d_qkv_four(head: Head, t: u32, part: u32, four: u32, sum: vec4f) {
  let made = sum * select(back_sizes.scale, 1.0, part == VALUE);
  store_d_qkv_pair(head, t, part, 2 * four, made.xy);
  if 2 * four + 1 < HEAD_PAIRS {
    store_d_qkv_pair(head, t, part, 2 * four + 1, made.zw);
  }
}
