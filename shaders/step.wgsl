// The counter of steps that have been done: batches, rates and the ring of losses follow it.
//
//   advance   grid: one invocation

@group(0) @binding(0) var<storage, read_write> state: array<u32>; // step, then what else the owner keeps there

@compute @workgroup_size(1)
fn advance() {
  state[0] += 1;
}
