/** Who may do what over HTTP. Roles are asked for where something is done, never only by the path that leads there. */
@NullMarked
package dev.accrue.billing.web.security;

import org.jspecify.annotations.NullMarked;
