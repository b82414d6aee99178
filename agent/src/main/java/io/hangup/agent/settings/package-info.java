/// Reads the settings that are in force on this host: from the servers' own programs, logind's and the shell's files.
@NullMarked
package io.hangup.agent.settings;

import org.jspecify.annotations.NullMarked;
