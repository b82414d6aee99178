/// The one owner of the controller's state, and the ports through which it hears and is heard.
@NullMarked
package io.hangup.controller.loop;

import org.jspecify.annotations.NullMarked;
