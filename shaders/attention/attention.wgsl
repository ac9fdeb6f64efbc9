// Causal attention, by head: out_t = Σ_{s ≤ t} p_ts v_s, p_ts = exp(q_t · k_s / √D − logSumExp_t).
// Probabilities are never stored: the backward computes them again from logSumExp (Dao et al. 2022).
// A head is kept in registers as up to eight named parts of 8 numbers, because an indexed array would be in memory.
//
//   forward               one pass with a running maximum. Grid: x over B · H · T queries, z over lanes
//   backward_query        delta_t = d_out_t · out_t, d_q_t = Σ_s p_ts (d_out_t · v_s − delta_t) k_s / √D. Grid as above
//   backward_key_value    d_v_s = Σ_{t ≥ s} p_ts d_out_t, d_k_s = Σ_{t ≥ s} p_ts (d_out_t · v_s − delta_t) q_t / √D.
//                         Grid: x over B · H · T keys, z over lanes

override HEAD_PAIRS: u32 = 4; // D / 2, 2 to 32; an override, so that the compiler drops the parts that do not exist
override PARTS: u32 = (HEAD_PAIRS + 3) / 4;

struct Sizes {
  batch: u32,
  context: u32,
  heads: u32,
  scale: f32, // 1 / √D
}

const LOWEST = -3.0e38; // replaces −∞, because compilers may assume that no number is infinite

@group(0) @binding(0) var<storage, read> qkv: array<vec2f>; // [R, B, T, 3C], in blocks q | k | v
@group(0) @binding(1) var<storage, read_write> out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> log_sum_exp: array<f32>; // [R, B, H, T]
@group(0) @binding(3) var<uniform> sizes: Sizes;

@group(0) @binding(1) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, B, H, T]
@group(0) @binding(2) var<storage, read> d_out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read> back_out: array<vec2f>; // out: [R, B, T, C]
@group(0) @binding(4) var<storage, read_write> d_qkv: array<vec2f>; // [R, B, T, 3C]
@group(0) @binding(5) var<storage, read_write> delta: array<f32>; // [R, B, H, T]
@group(0) @binding(6) var<uniform> query_sizes: Sizes;

@group(0) @binding(3) var<storage, read> back_delta: array<f32>; // delta: [R, B, H, T]
@group(0) @binding(5) var<uniform> key_sizes: Sizes;

struct Head {
  a: mat2x4f,
  b: mat2x4f,
  c: mat2x4f,
  d: mat2x4f,
  e: mat2x4f,
  f: mat2x4f,
  g: mat2x4f,
  h: mat2x4f,
}

fn inner_part(x: mat2x4f, y: mat2x4f) -> f32 {
  return dot(x[0], y[0]) + dot(x[1], y[1]);
}

fn inner(x: Head, y: Head) -> f32 {
  var sum = 0.0;
  sum += inner_part(x.a, y.a);
  if PARTS > 1 {
    sum += inner_part(x.b, y.b);
  }
  if PARTS > 2 {
    sum += inner_part(x.c, y.c);
  }
  if PARTS > 3 {
    sum += inner_part(x.d, y.d);
  }
  if PARTS > 4 {
    sum += inner_part(x.e, y.e);
  }
  if PARTS > 5 {
    sum += inner_part(x.f, y.f);
  }
  if PARTS > 6 {
    sum += inner_part(x.g, y.g);
  }
  if PARTS > 7 {
    sum += inner_part(x.h, y.h);
  }
  return sum;
}

fn scaled(x: Head, by: f32) -> Head {
  var product = Head();
  product.a = x.a * by;
  if PARTS > 1 {
    product.b = x.b * by;
  }
  if PARTS > 2 {
    product.c = x.c * by;
  }
  if PARTS > 3 {
    product.d = x.d * by;
  }
  if PARTS > 4 {
    product.e = x.e * by;
  }
  if PARTS > 5 {
    product.f = x.f * by;
  }
  if PARTS > 6 {
    product.g = x.g * by;
  }
  if PARTS > 7 {
    product.h = x.h * by;
  }
  return product;
}

fn plus(x: Head, y: Head, times: f32) -> Head {
  var sum = Head();
  sum.a = x.a + y.a * times;
  if PARTS > 1 {
    sum.b = x.b + y.b * times;
  }
  if PARTS > 2 {
    sum.c = x.c + y.c * times;
  }
  if PARTS > 3 {
    sum.d = x.d + y.d * times;
  }
  if PARTS > 4 {
    sum.e = x.e + y.e * times;
  }
  if PARTS > 5 {
    sum.f = x.f + y.f * times;
  }
  if PARTS > 6 {
    sum.g = x.g + y.g * times;
  }
  if PARTS > 7 {
    sum.h = x.h + y.h * times;
  }
  return sum;
}

fn qkv_pair(at: u32, pair: u32) -> vec2f {
  if pair < HEAD_PAIRS {
    return qkv[at + pair];
  }
  return vec2f(0);
}

fn qkv_part(at: u32, first: u32) -> mat2x4f {
  return mat2x4f(
    vec4f(qkv_pair(at, first), qkv_pair(at, first + 1)),
    vec4f(qkv_pair(at, first + 2), qkv_pair(at, first + 3)),
  );
}

fn qkv_head(at: u32) -> Head {
  var head = Head();
  head.a = qkv_part(at, 4 * 0);
  if PARTS > 1 {
    head.b = qkv_part(at, 4 * 1);
  }
  if PARTS > 2 {
    head.c = qkv_part(at, 4 * 2);
  }
  if PARTS > 3 {
    head.d = qkv_part(at, 4 * 3);
  }
  if PARTS > 4 {
    head.e = qkv_part(at, 4 * 4);
  }
  if PARTS > 5 {
    head.f = qkv_part(at, 4 * 5);
  }
  if PARTS > 6 {
    head.g = qkv_part(at, 4 * 6);
  }
  if PARTS > 7 {
    head.h = qkv_part(at, 4 * 7);
  }
  return head;
}

fn d_out_pair(at: u32, pair: u32) -> vec2f {
  if pair < HEAD_PAIRS {
    return d_out[at + pair];
  }
  return vec2f(0);
}

fn d_out_part(at: u32, first: u32) -> mat2x4f {
  return mat2x4f(
    vec4f(d_out_pair(at, first), d_out_pair(at, first + 1)),
    vec4f(d_out_pair(at, first + 2), d_out_pair(at, first + 3)),
  );
}

fn d_out_head(at: u32) -> Head {
  var head = Head();
  head.a = d_out_part(at, 4 * 0);
  if PARTS > 1 {
    head.b = d_out_part(at, 4 * 1);
  }
  if PARTS > 2 {
    head.c = d_out_part(at, 4 * 2);
  }
  if PARTS > 3 {
    head.d = d_out_part(at, 4 * 3);
  }
  if PARTS > 4 {
    head.e = d_out_part(at, 4 * 4);
  }
  if PARTS > 5 {
    head.f = d_out_part(at, 4 * 5);
  }
  if PARTS > 6 {
    head.g = d_out_part(at, 4 * 6);
  }
  if PARTS > 7 {
    head.h = d_out_part(at, 4 * 7);
  }
  return head;
}

fn store_out_pair(at: u32, pair: u32, value: vec2f) {
  if pair < HEAD_PAIRS {
    out[at + pair] = value;
  }
}

fn store_out_part(at: u32, first: u32, part: mat2x4f) {
  store_out_pair(at, first, part[0].xy);
  store_out_pair(at, first + 1, part[0].zw);
  store_out_pair(at, first + 2, part[1].xy);
  store_out_pair(at, first + 3, part[1].zw);
}

fn store_out_head(at: u32, head: Head) {
  store_out_part(at, 4 * 0, head.a);
  if PARTS > 1 {
    store_out_part(at, 4 * 1, head.b);
  }
  if PARTS > 2 {
    store_out_part(at, 4 * 2, head.c);
  }
  if PARTS > 3 {
    store_out_part(at, 4 * 3, head.d);
  }
  if PARTS > 4 {
    store_out_part(at, 4 * 4, head.e);
  }
  if PARTS > 5 {
    store_out_part(at, 4 * 5, head.f);
  }
  if PARTS > 6 {
    store_out_part(at, 4 * 6, head.g);
  }
  if PARTS > 7 {
    store_out_part(at, 4 * 7, head.h);
  }
}

fn store_d_qkv_pair(at: u32, pair: u32, value: vec2f) {
  if pair < HEAD_PAIRS {
    d_qkv[at + pair] = value;
  }
}

fn store_d_qkv_part(at: u32, first: u32, part: mat2x4f) {
  store_d_qkv_pair(at, first, part[0].xy);
  store_d_qkv_pair(at, first + 1, part[0].zw);
  store_d_qkv_pair(at, first + 2, part[1].xy);
  store_d_qkv_pair(at, first + 3, part[1].zw);
}

fn store_d_qkv_head(at: u32, head: Head) {
  store_d_qkv_part(at, 4 * 0, head.a);
  if PARTS > 1 {
    store_d_qkv_part(at, 4 * 1, head.b);
  }
  if PARTS > 2 {
    store_d_qkv_part(at, 4 * 2, head.c);
  }
  if PARTS > 3 {
    store_d_qkv_part(at, 4 * 3, head.d);
  }
  if PARTS > 4 {
    store_d_qkv_part(at, 4 * 4, head.e);
  }
  if PARTS > 5 {
    store_d_qkv_part(at, 4 * 5, head.f);
  }
  if PARTS > 6 {
    store_d_qkv_part(at, 4 * 6, head.g);
  }
  if PARTS > 7 {
    store_d_qkv_part(at, 4 * 7, head.h);
  }
}

// One query or key of one head; offsets count pairs of numbers.
struct Place {
  b: u32, // counted over all lanes
  h: u32,
  t: u32,
}

fn place_of(index: u32, lane: u32, shape: Sizes) -> Place {
  let t = index % shape.context;
  let h = index / shape.context % shape.heads;
  return Place(lane * shape.batch + index / (shape.context * shape.heads), h, t);
}

fn at_out(place: Place, t: u32, shape: Sizes) -> u32 {
  return ((place.b * shape.context + t) * shape.heads + place.h) * HEAD_PAIRS;
}

// block: 0 for q, 1 for k, 2 for v.
fn at_qkv(place: Place, t: u32, block: u32, shape: Sizes) -> u32 {
  return (((place.b * shape.context + t) * 3 + block) * shape.heads + place.h) * HEAD_PAIRS;
}

fn row_of(place: Place, t: u32, shape: Sizes) -> u32 {
  return (place.b * shape.heads + place.h) * shape.context + t;
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = sizes.batch * sizes.heads * sizes.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, sizes);
    let q = scaled(qkv_head(at_qkv(place, place.t, 0, sizes)), sizes.scale);
    var sum = Head();
    var highest = LOWEST;
    var total = 0.0;
    for (var s = 0u; s <= place.t; s++) {
      let score = inner(q, qkv_head(at_qkv(place, s, 1, sizes)));
      let raised = max(highest, score);
      let shrink = exp(highest - raised);
      let weight = exp(score - raised);
      sum = plus(scaled(sum, shrink), qkv_head(at_qkv(place, s, 2, sizes)), weight);
      total = total * shrink + weight;
      highest = raised;
    }
    store_out_head(at_out(place, place.t, sizes), scaled(sum, 1 / total));
    log_sum_exp[row_of(place, place.t, sizes)] = highest + log(total);
  }
}

@compute @workgroup_size(64)
fn backward_query(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = query_sizes.batch * query_sizes.heads * query_sizes.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, query_sizes);
    let q_at = at_qkv(place, place.t, 0, query_sizes);
    let out_at = at_out(place, place.t, query_sizes);
    let row = row_of(place, place.t, query_sizes);
    let q = scaled(qkv_head(q_at), query_sizes.scale);
    let d_o = d_out_head(out_at);
    let normalizer = back_log_sum_exp[row];
    var row_delta = 0.0;
    for (var pair = 0u; pair < HEAD_PAIRS; pair++) {
      row_delta += dot(d_out[out_at + pair], back_out[out_at + pair]);
    }
    delta[row] = row_delta;
    var d_q = Head();
    for (var s = 0u; s <= place.t; s++) {
      let k = qkv_head(at_qkv(place, s, 1, query_sizes));
      let v = qkv_head(at_qkv(place, s, 2, query_sizes));
      d_q = plus(d_q, k, exp(inner(q, k) - normalizer) * (inner(d_o, v) - row_delta));
    }
    store_d_qkv_head(q_at, scaled(d_q, query_sizes.scale));
  }
}

@compute @workgroup_size(64)
fn backward_key_value(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = key_sizes.batch * key_sizes.heads * key_sizes.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, key_sizes);
    let k_at = at_qkv(place, place.t, 1, key_sizes);
    let v_at = at_qkv(place, place.t, 2, key_sizes);
    let k = scaled(qkv_head(k_at), key_sizes.scale);
    let v = qkv_head(v_at);
    var d_k = Head();
    var d_v = Head();
    for (var t = place.t; t < key_sizes.context; t++) {
      let q = qkv_head(at_qkv(place, t, 0, key_sizes));
      let d_o = d_out_head(at_out(place, t, key_sizes));
      let row = row_of(place, t, key_sizes);
      let p = exp(inner(k, q) - back_log_sum_exp[row]);
      d_k = plus(d_k, q, p * (inner(v, d_o) - back_delta[row]));
      d_v = plus(d_v, d_o, p);
    }
    store_d_qkv_head(k_at, scaled(d_k, key_sizes.scale));
    store_d_qkv_head(v_at, d_v);
  }
}
