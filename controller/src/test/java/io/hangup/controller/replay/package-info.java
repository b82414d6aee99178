/// Days in the life of a fleet, on a clock that tests move: every kind of session, judged as in earnest.
@NullMarked
package io.hangup.controller.replay;

import org.jspecify.annotations.NullMarked;
