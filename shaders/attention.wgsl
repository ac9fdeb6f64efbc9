// Causal attention, by head: out_t = Σ_{s ≤ t} p_ts v_s, p_ts = exp(q_t · k_s / √D − logSumExp_t).
// Probabilities are never stored: the backward computes them again from logSumExp (Dao et al. 2022).
// Head size D is even; heads are read in pairs of numbers.
//
//   forward               one pass with a running maximum. Grid: x over B · H · T queries, z over lanes
//   backward_query        delta_t = d_out_t · out_t, d_q_t = Σ_s p_ts (d_out_t · v_s − delta_t) k_s / √D. Grid as above
//   backward_key_value    d_v_s = Σ_{t ≥ s} p_ts d_out_t, d_k_s = Σ_{t ≥ s} p_ts (d_out_t · v_s − delta_t) q_t / √D.
//                         Grid: x over B · H · T keys, z over lanes

override HEAD_PAIRS: u32 = 4; // D / 2; an override, so that the loops over a head have a length known to the compiler

struct Sizes {
  batch: u32,
  context: u32,
  heads: u32,
  scale: f32, // 1 / √D
}

const MAX_HEAD_PAIRS = 32; // arrays in registers need a const size
const LOWEST = -3.0e38; // stands for −∞, which compilers may assume away

@group(0) @binding(0) var<storage, read> qkv: array<vec2f>; // [R, B, T, 3C], in blocks q | k | v
@group(0) @binding(1) var<storage, read_write> out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(2) var<storage, read_write> log_sum_exp: array<f32>; // [R, B, H, T]
@group(0) @binding(3) var<uniform> sizes: Sizes;

// Where one head of one position lies, in pairs: in [.., C] and, times three, in [.., 3C].
struct Place {
  b: u32, // over all lanes
  h: u32,
  t: u32,
}

fn place_of(index: u32, lane: u32, sizes: Sizes) -> Place {
  let t = index % sizes.context;
  let h = index / sizes.context % sizes.heads;
  return Place(lane * sizes.batch + index / (sizes.context * sizes.heads), h, t);
}

fn head_in_out(place: Place, t: u32, sizes: Sizes) -> u32 {
  return ((place.b * sizes.context + t) * sizes.heads + place.h) * HEAD_PAIRS;
}

// block: 0 for q, 1 for k, 2 for v.
fn head_in_qkv(place: Place, t: u32, block: u32, sizes: Sizes) -> u32 {
  return (((place.b * sizes.context + t) * 3 + block) * sizes.heads + place.h) * HEAD_PAIRS;
}

fn row_of(place: Place, t: u32, sizes: Sizes) -> u32 {
  return (place.b * sizes.heads + place.h) * sizes.context + t;
}

@compute @workgroup_size(64)
fn forward(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = sizes.batch * sizes.heads * sizes.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, sizes);
    let q_at = head_in_qkv(place, place.t, 0, sizes);
    var q: array<vec2f, MAX_HEAD_PAIRS>;
    var sum: array<vec2f, MAX_HEAD_PAIRS>;
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      q[d] = qkv[q_at + d] * sizes.scale;
      sum[d] = vec2f(0);
    }
    var highest = LOWEST;
    var total = 0.0;
    for (var s = 0u; s <= place.t; s++) {
      let k_at = head_in_qkv(place, s, 1, sizes);
      let v_at = head_in_qkv(place, s, 2, sizes);
      var score = 0.0;
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        score += dot(q[d], qkv[k_at + d]);
      }
      let raised = max(highest, score);
      let shrink = exp(highest - raised);
      let weight = exp(score - raised);
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        sum[d] = sum[d] * shrink + weight * qkv[v_at + d];
      }
      total = total * shrink + weight;
      highest = raised;
    }
    let out_at = head_in_out(place, place.t, sizes);
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      out[out_at + d] = sum[d] / total;
    }
    log_sum_exp[row_of(place, place.t, sizes)] = highest + log(total);
  }
}

@group(0) @binding(1) var<storage, read> back_log_sum_exp: array<f32>; // log_sum_exp: [R, B, H, T]
@group(0) @binding(2) var<storage, read> d_out: array<vec2f>; // [R, B, T, C]
@group(0) @binding(3) var<storage, read> back_out: array<vec2f>; // out: [R, B, T, C]
@group(0) @binding(4) var<storage, read_write> delta: array<f32>; // [R, B, H, T]
@group(0) @binding(5) var<storage, read_write> d_qkv: array<vec2f>; // [R, B, T, 3C]
@group(0) @binding(6) var<uniform> back: Sizes;

@compute @workgroup_size(64)
fn backward_query(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = back.batch * back.heads * back.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, back);
    let q_at = head_in_qkv(place, place.t, 0, back);
    let out_at = head_in_out(place, place.t, back);
    var q: array<vec2f, MAX_HEAD_PAIRS>;
    var d_o: array<vec2f, MAX_HEAD_PAIRS>;
    var d_q: array<vec2f, MAX_HEAD_PAIRS>;
    var row_delta = 0.0;
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      q[d] = qkv[q_at + d] * back.scale;
      d_o[d] = d_out[out_at + d];
      row_delta += dot(d_o[d], back_out[out_at + d]);
      d_q[d] = vec2f(0);
    }
    let row = row_of(place, place.t, back);
    let normalizer = back_log_sum_exp[row];
    for (var s = 0u; s <= place.t; s++) {
      let k_at = head_in_qkv(place, s, 1, back);
      let v_at = head_in_qkv(place, s, 2, back);
      var score = 0.0;
      var d_p = 0.0;
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        score += dot(q[d], qkv[k_at + d]);
        d_p += dot(d_o[d], qkv[v_at + d]);
      }
      let d_score = exp(score - normalizer) * (d_p - row_delta);
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        d_q[d] += d_score * qkv[k_at + d];
      }
    }
    delta[row] = row_delta;
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      d_qkv[q_at + d] = d_q[d] * back.scale;
    }
  }
}

@group(0) @binding(3) var<storage, read> back_delta: array<f32>; // delta: [R, B, H, T]
@group(0) @binding(4) var<storage, read_write> d_key_value: array<vec2f>; // d_qkv: [R, B, T, 3C]
@group(0) @binding(5) var<uniform> key_value: Sizes;

@compute @workgroup_size(64)
fn backward_key_value(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let count = key_value.batch * key_value.heads * key_value.context;
  for (var index = id.x; index < count; index += grid.x * 64) {
    let place = place_of(index, id.z, key_value);
    let k_at = head_in_qkv(place, place.t, 1, key_value);
    let v_at = head_in_qkv(place, place.t, 2, key_value);
    var k: array<vec2f, MAX_HEAD_PAIRS>;
    var v: array<vec2f, MAX_HEAD_PAIRS>;
    var d_k: array<vec2f, MAX_HEAD_PAIRS>;
    var d_v: array<vec2f, MAX_HEAD_PAIRS>;
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      k[d] = qkv[k_at + d] * key_value.scale;
      v[d] = qkv[v_at + d];
      d_k[d] = vec2f(0);
      d_v[d] = vec2f(0);
    }
    for (var t = place.t; t < key_value.context; t++) {
      let q_at = head_in_qkv(place, t, 0, key_value);
      let out_at = head_in_out(place, t, key_value);
      var score = 0.0;
      var d_p = 0.0;
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        score += dot(k[d], qkv[q_at + d]);
        d_p += dot(v[d], d_out[out_at + d]);
      }
      let row = row_of(place, t, key_value);
      let p = exp(score - back_log_sum_exp[row]);
      let d_score = p * (d_p - back_delta[row]);
      for (var d = 0u; d < HEAD_PAIRS; d++) {
        d_k[d] += d_score * qkv[q_at + d];
        d_v[d] += p * d_out[out_at + d];
      }
    }
    for (var d = 0u; d < HEAD_PAIRS; d++) {
      d_key_value[k_at + d] = d_k[d] * key_value.scale;
      d_key_value[v_at + d] = d_v[d];
    }
  }
}
