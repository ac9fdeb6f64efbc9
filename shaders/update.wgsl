// The end of a fused step: the gradient norm of each lane from its sums of squares (stored in the ring of the last steps),
// the factor min(1, clip / norm), and AdamW (Loshchilov & Hutter 2017), decay decoupled and before the step:
//   w ← w · (1 − rate · decay) − rate · m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
// rate = schedule[step] · the lane's peak rate · the tensor's multiplier. Every workgroup computes the norm itself.
// gradient-sum.wgsl explains why the step counter has two words.
//
//   update   grid: x over quads of numbers of a lane, z over lanes

override WORKGROUP: u32 = 256;

struct Sizes {
  quads: u32, // P / 4; tensors start at multiples of 16 quads
  parts: u32,
  lanes: u32,
  ring: u32, // steps in the ring
  clip_norm: f32, // 0 for no clipping
  beta1: f32,
  beta2: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>; // [R, P]
// [R, 2] (order seed, peak rate), (decay, unused); [P / 64] (rate multiplier, 1 if decayed);
// [steps, 2] (share of the peak rate, 1 − β₁ᵗ), (1 − β₂ᵗ, unused)
@group(0) @binding(1) var<storage, read> settings: array<vec2f>;
@group(0) @binding(2) var<storage, read> sums: array<f32>; // [R, parts] of squares
@group(0) @binding(3) var<storage, read_write> state: array<u32>; // steps done, steps done including this one
@group(0) @binding(4) var<storage, read_write> parameters: array<vec4f>; // [R, P]
@group(0) @binding(5) var<storage, read_write> moments: array<vec4f>; // [2, R, P] first, then second
@group(0) @binding(6) var<storage, read_write> ring: array<vec2f>; // [ring, R] mean loss, gradient norm
@group(0) @binding(7) var<uniform> sizes: Sizes;

fn norm_of(lane: u32, local: u32) -> f32 {
  var squares = 0.0;
  for (var part = local; part < sizes.parts; part += WORKGROUP) {
    squares += sums[lane * sizes.parts + part];
  }
  return sqrt(workgroup_sum(local, squares));
}

fn clip_factor(norm: f32) -> f32 {
  if sizes.clip_norm > 0 && norm > sizes.clip_norm {
    return sizes.clip_norm / norm;
  }
  return 1;
}

fn finish_step(lane: u32, norm: f32) {
  ring[(state[1] - 1) % sizes.ring * sizes.lanes + lane].y = norm;
  if lane == 0 {
    state[0] = state[1];
  }
}

// Share of the peak rate, 1 − β₁ᵗ, 1 − β₂ᵗ.
fn schedule_of(step: u32) -> vec3f {
  let at = 2 * sizes.lanes + sizes.quads / 16 + 2 * step;
  return vec3f(settings[at], settings[at + 1].x);
}

// Quad `at` of all lanes, and its moments.
fn descend(at: u32, g: vec4f, schedule: vec3f, rate: f32, decay: f32) {
  let second = sizes.lanes * sizes.quads + at;
  let m = sizes.beta1 * moments[at] + (1 - sizes.beta1) * g;
  let v = sizes.beta2 * moments[second] + (1 - sizes.beta2) * g * g;
  moments[at] = m;
  moments[second] = v;
  let shrunk = parameters[at] * (1 - rate * decay);
  parameters[at] = shrunk - rate * (m / schedule.y) / (sqrt(v / schedule.z) + sizes.epsilon);
}

@compute @workgroup_size(WORKGROUP)
fn update(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let lane = workgroup.z;
  let norm = norm_of(lane, local);
  if workgroup.x == 0 && local == 0 {
    finish_step(lane, norm);
  }
  let factor = clip_factor(norm);
  let schedule = schedule_of(state[1] - 1);
  let peak = settings[2 * lane].y;
  let decay = settings[2 * lane + 1].x;
  for (var i = workgroup.x * WORKGROUP + local; i < sizes.quads; i += grid.x * WORKGROUP) {
    let group = settings[2 * sizes.lanes + i / 16];
    let at = lane * sizes.quads + i;
    descend(at, gradient[at] * factor, schedule, schedule.x * peak * group.x, decay * group.y);
  }
}
