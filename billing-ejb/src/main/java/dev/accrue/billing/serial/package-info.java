/** How public values cross from one virtual machine to another. */
@NullMarked
package dev.accrue.billing.serial;

import org.jspecify.annotations.NullMarked;
