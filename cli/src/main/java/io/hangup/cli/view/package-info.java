/// What each answer of the controller looks like to a person.
@NullMarked
package io.hangup.cli.view;

import org.jspecify.annotations.NullMarked;
