/// Where the policy is kept and what it rests on: one file that root alone can write, one whose existence pauses, and
/// the host's own lists of users and groups. Reads, and never writes; knows nothing of what comes over the wire.
@NullMarked
package io.hangup.agent.policy.file;

import org.jspecify.annotations.NullMarked;
