package dev.accrue.billing.config;

import java.util.List;

/**
 * The signing secrets as they are configured now: the one part of the configuration that may change while the server
 * runs, where its source of configuration can.
 */
@FunctionalInterface
public interface CurrentSecrets {

    /** An endpoint's secrets; none where there are none or what is there is no list of secrets. */
    List<Secret> of(String endpoint);
}
