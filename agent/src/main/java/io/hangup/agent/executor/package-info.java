/// The half of an agent that acts: it checks every command itself, keeps the ledger, asks the host's policy, and alone
/// holds the hand that signals. It needs no network and trusts nothing that it is handed.
@NullMarked
package io.hangup.agent.executor;

import org.jspecify.annotations.NullMarked;
