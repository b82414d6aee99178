/// The rows of the stuck-session feed, and looking one up by what a person typed.
@NullMarked
package io.hangup.controller.feed;

import org.jspecify.annotations.NullMarked;
