package dev.accrue.billing.harness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which operations a test shows, by their kinds, or which other call of the module's, as {@code Customers.adopt}:
 * {@code docs/operations.md} names the test beside them. A test of a parameter that runs through {@link #EVERY}
 * operation stands on the page once.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shows {

    /** All kinds that there are. */
    String EVERY = "*";

    String[] value();
}
