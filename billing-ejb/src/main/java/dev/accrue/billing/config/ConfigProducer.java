package dev.accrue.billing.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the server's MicroProfile Config once, at the first use; but signing secrets whenever somebody asks. */
@ApplicationScoped
class ConfigProducer {

    @Produces
    @Singleton // records cannot be proxied
    BillingConfig config() {
        Config source = ConfigProvider.getConfig();
        return ConfigReader.read(key -> source.getOptionalValue(key, String.class));
    }

    @Produces
    @ApplicationScoped
    CurrentSecrets secrets() {
        Config source = ConfigProvider.getConfig();
        return endpoint -> ConfigReader.secrets(endpoint, key -> source.getOptionalValue(key, String.class));
    }
}
