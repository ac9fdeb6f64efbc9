// The counter of steps done. Batches, learning rates and the ring of losses depend on it.
//
//   advance   grid: one invocation

@group(0) @binding(0) var<storage, read_write> state: array<u32>; // step, then other words of its owner

@compute @workgroup_size(1)
fn advance() {
  state[0] += 1;
}
