/// Trials and benchmarks: each is one command, raises what it needs and cleans up after itself.
@NullMarked
package io.hangup.trials;

import org.jspecify.annotations.NullMarked;
