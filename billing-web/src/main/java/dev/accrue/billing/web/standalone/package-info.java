/**
 * What {@code billing.war} has and a host must not have: an authentication mechanism, of which an application may have
 * one, and its identities. Left out of the classes jar.
 */
@NullMarked
package dev.accrue.billing.web.standalone;

import org.jspecify.annotations.NullMarked;
