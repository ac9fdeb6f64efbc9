// The sum over the WORKGROUP invocations of a workgroup in a fixed order: first up to 16 sums of every 16th term, then
// their sum.

var<workgroup> terms: array<f32, WORKGROUP>;
var<workgroup> subtotals: array<f32, 16>;

fn workgroup_sum(local: u32, term: f32) -> f32 {
  terms[local] = term;
  workgroupBarrier();
  if local < 16 {
    var subtotal = 0.0;
    for (var i = local; i < WORKGROUP; i += 16) {
      subtotal += terms[i];
    }
    subtotals[local] = subtotal;
  }
  workgroupBarrier();
  var total = 0.0;
  for (var i = 0u; i < min(WORKGROUP, 16); i++) {
    total += subtotals[i];
  }
  return total;
}
