/** What only WildFly needs to prove. */
package dev.accrue.billing.suite.wildfly;
