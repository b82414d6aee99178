/// The lab put to the test itself: what it promises of its hosts is looked at from inside and outside.
@NullMarked
package io.hangup.trials.lab;

import org.jspecify.annotations.NullMarked;
