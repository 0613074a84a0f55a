package dev.accrue.billing.architecture.offender.config;

import org.eclipse.microprofile.config.Config;

public record KnowsMicroProfile(Config config) {}
