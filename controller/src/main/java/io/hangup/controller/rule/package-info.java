/// What is wrong with a host, a connection or a session: rules from YAML, conditions in CEL, verdicts.
@NullMarked
package io.hangup.controller.rule;

import org.jspecify.annotations.NullMarked;
