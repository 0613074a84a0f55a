/** MicroProfile Health. On a server without it these classes are never loaded. */
@NullMarked
package dev.accrue.billing.web.health;

import org.jspecify.annotations.NullMarked;
