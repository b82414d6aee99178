/// Whether and when anything is done about what the rules found: findings in, commands out, within budgets.
@NullMarked
package io.hangup.controller.govern;

import org.jspecify.annotations.NullMarked;
