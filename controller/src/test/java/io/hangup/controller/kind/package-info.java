/// Every kind of SSH connection that was measured, as an agent would tell it at any moment of its life.
@NullMarked
package io.hangup.controller.kind;

import org.jspecify.annotations.NullMarked;
