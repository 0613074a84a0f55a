/**
 * The operators' console: Faces pages below {@code META-INF/resources/billing/console}. Every page enters through
 * {@link dev.accrue.billing.web.console.ConsolePage}, which asks for the role and sets the security headers. Read-model
 * records have accessors without {@code get}, so pages call them as methods: {@code #{row.amount()}}.
 */
@NullMarked
package dev.accrue.billing.web.console;

import org.jspecify.annotations.NullMarked;
