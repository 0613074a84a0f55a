/** What the module learns from the application that it is deployed in. */
@NullMarked
package dev.accrue.billing.web.host;

import org.jspecify.annotations.NullMarked;
