/// The controller as a process: what is built in which order, and how it ends.
@NullMarked
package io.hangup.controller;

import org.jspecify.annotations.NullMarked;
