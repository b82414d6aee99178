/// Benchmarks of whole processes, with their peers beside them in the same run. A benchmark prints figures, and passes
/// or fails on truth only: whether everybody that was measured saw what was really there.
@NullMarked
package io.hangup.trials.bench;

import org.jspecify.annotations.NullMarked;
