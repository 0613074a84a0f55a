/** What all REST channels share: where they are mounted, and how they say that something is wrong. */
@NullMarked
package dev.accrue.billing.web.rest;

import org.jspecify.annotations.NullMarked;
