/**
 * A jar as small as can be that needs what the module needs of a server: a persistence unit with weaving, a
 * message-driven bean, REST resources, configuration and metrics. It travels in WEB-INF/lib of a host's WAR.
 */
package dev.accrue.billing.suite.probe;
