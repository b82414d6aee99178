/// Reads one YAML file into one record, and says exactly where it is wrong.
@NullMarked
package io.hangup.protocol.config;

import org.jspecify.annotations.NullMarked;
