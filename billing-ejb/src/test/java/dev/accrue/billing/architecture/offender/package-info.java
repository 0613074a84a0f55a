/** Classes that break the architecture rules on purpose; each package stands in for the one that it is named after. */
package dev.accrue.billing.architecture.offender;
