/**
 * What stands in front of Payara Micro in our single jars: checks first, starts then, and speaks plainly in between.
 *
 * <p>Everything that can be known to be wrong is found before the server starts, and is said in one message with what
 * to do next. Depends on the JDK and on Payara Micro's boot API, and on nothing of the application: its configuration
 * check is found by name, in the application that the jar carries.
 */
@NullMarked
package dev.accrue.billing.launcher;

import org.jspecify.annotations.NullMarked;
