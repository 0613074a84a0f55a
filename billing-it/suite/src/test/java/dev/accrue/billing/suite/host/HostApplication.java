package dev.accrue.billing.suite.host;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Lists nothing, so that the server registers every resource and provider it finds, in libraries too. */
@ApplicationPath("api")
public class HostApplication extends Application {}
