package dev.accrue.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The shop's own REST application. It lists nothing: the server finds the shop's resources by itself. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
